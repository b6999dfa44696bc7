import { expect, test } from "vitest";
import { findIn } from "../support/find-in.ts";

const xlate = (head: string, operator: string) =>
  `static int ${head}(struct delta_dev *dev, const struct delta_args *spec)\n{\n\tint i;\n\n` +
  `\tfor (i = 0; i < dev->num_channels; i++)\n\t\tif (dev->channels[i].channel ${operator} spec->cells[0])\n\t\t\treturn i;\n\n\treturn -EINVAL;\n}\n`;

async function pairs(a: string, b: string) {
  return (await findIn({ "a.c": a, "b.c": b })).document.families.map((family) => family.type);
}

test("one operator in a function of hardly any statements leaves it a copy", async () => {
  expect(await pairs(xlate("delta_xlate", "=="), xlate("delta_other", "!="))).toEqual(["type-3"]);
});

test("with other names in it, it is another function", async () => {
  const other = xlate("beta_xlate", "==")
    .replace("for (i = 0; i < dev->num_channels; i++)", "for (i = 0; i < dev->ops->ports; i++)")
    .replace(
      "dev->channels[i].channel == spec->cells[0]",
      "beta_match(dev->ports[i].phandle, spec->np, dev->ops->mode)",
    )
    .replace(/delta_/g, "beta_");
  expect(await pairs(xlate("delta_xlate", "=="), other)).toEqual([]);
});
