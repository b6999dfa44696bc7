import { expect, test } from "vitest";
import { findIn } from "../support/find-in.ts";
import { PARSE, renamed, START } from "../support/samples.ts";

const RESUME = `static int alpha_resume(struct alpha *chip, struct device_node *node)
{
	unsigned int code = of_alias_get_id(node, "alpha");

	while (code-- > ALPHA_FIRST) {
		if (!alpha_is_ready(chip, code))
			continue;
		chip->ready |= 1 << code;
		clk_prepare_enable(chip->clocks[code].clk);
	}
	return regulator_enable(chip->supply);
}
`;
const IRQ = `static irqreturn_t alpha_irq(int irq, void *cookie)
{
	struct alpha *chip = cookie;
	u32 pending = ioread32(chip->regs + ALPHA_PENDING) & chip->enabled;

	if (!pending)
		return IRQ_NONE;
	iowrite32(pending, chip->regs + ALPHA_ACK);
	do {
		generic_handle_domain_irq(chip->domain, __ffs(pending));
		pending &= pending - 1;
	} while (pending);
	return IRQ_HANDLED;
}
`;

/** Another driver for another chip: other names and constants. */
function ported(driver: string): string {
  return driver.replaceAll("alpha", "gamma").replaceAll("ALPHA", "GAMMA").replaceAll("20", "90");
}

/** A function that is like no other. */
function ownFunction(n: number): string {
  const calls = [...Array(8 + n).keys()].map((i) =>
    i % (n + 2) === 0
      ? `\tif (own_check_${n}_${i}(line, ${i}))\n\t\tgoto out;`
      : `\tline->own_${n}_${i} = own_take_${i}${n}(line, ${n});`,
  );
  return `int own_${n}(struct own_line *line)\n{\n${calls.join("\n")}\nout:\n\treturn line->code;\n}\n`;
}

const DRIVER = START + RESUME + IRQ;

async function strategies(files: Record<string, string>): Promise<Set<string>> {
  const { document } = await findIn(files);
  return new Set(document.families.map((family) => family.strategy));
}

test("two drivers of one directory that differ in constants and a few functions ask for one driver", async () => {
  const other = ported(DRIVER) + ownFunction(1) + ownFunction(4);
  expect(await strategies({ "x/a.c": DRIVER, "x/b.c": other, "x/c.c": PARSE })).toEqual(
    new Set(["chip-info"]),
  );
});

test.each([
  ["in two directories", { "x/a.c": DRIVER, "y/b.c": ported(DRIVER) }],
  [
    "with more of their own",
    { "x/a.c": DRIVER, "x/b.c": ported(DRIVER) + [1, 2, 3].map(ownFunction).join("") },
  ],
  ["of few functions", { "x/a.c": START + RESUME, "x/b.c": ported(START + RESUME) }],
])("alike drivers %s do not", async (_, files) => {
  const found = await strategies(files);
  expect(found.size).toBeGreaterThan(0);
  expect(found).not.toContain("chip-info");
});

test("copies without a hole are one function, whole drivers or not", async () => {
  const copy = renamed(DRIVER, { alpha_wdt_start: "begin", alpha_resume: "go", alpha_irq: "handle" });
  expect(await strategies({ "x/a.c": DRIVER, "x/b.c": copy })).toEqual(new Set(["shared-function"]));
});
