import { applyEdits } from "@kindred/c-source";
import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runPlanCodemod } from "./support/run-plan-codemod.ts";

const FILE = "drivers/leds/leds-acme.c";
const BODY = Array.from({ length: 9 }, (_, i) => `\tp->field[${i}] = "a\\\\n\`\${x}"[level] * ${i};\n`).join(
  "",
);
const define = (name: string, value: string): string =>
  `static int ${name}(struct acme *p, int level)\n{\n\tp->first = ${value};\n${BODY}\treturn 0;\n}\n`;
const TEXT = `/* \xe9\xff */

${define("acme_red_set", "1")}
${define("acme_blue_set", "2")}
int acme_use(struct acme *p)
{
	/* \xe9 */
	return acme_red_set(p, 1) +
	       acme_blue_set(p, 2);
}

int acme_more(struct acme *p)
{
	int ret;

	ret = acme_red_set(p, 3);
	if (ret)
		return ret;
	ret = acme_red_set(p, 3);
	return ret;
}
`;

const files = { [FILE]: TEXT, "drivers/leds/leds-other.c": TEXT.replaceAll("acme", "other") };
const { plans } = await fold(files, [familyOf(files, `${FILE}:acme_red_set`, `${FILE}:acme_blue_set`)]);
const [plan] = plans;

test.each(["", "drivers/", "drivers/leds/"])(
  "the codemod makes the plan's changes on a tree whose names begin behind '%s'",
  async (from) => {
    expect(plan.removedFunctions).toEqual(["acme_red_set", "acme_blue_set"]);
    const changed = await runPlanCodemod(plan, files, from);
    expect(Object.keys(changed)).toEqual([FILE]);
    expect(applyEdits(TEXT, changed[FILE])).toBe(applyEdits(TEXT, plan.files[0].edits));
  },
);

test("edited by hand, another name works", async () => {
  expect(plan.codemod.match(/acme_set/g)!.length).toBeLessThanOrEqual(2);
  const renamed = {
    ...plan,
    codemod: plan.codemod.replace(`HELPER = "${plan.helper}"`, 'HELPER = "acme_paint"'),
  };
  const edits = await runPlanCodemod(renamed, files, "");
  const after = applyPlans(files, [{ ...plan, files: [{ file: FILE, edits: edits[FILE] }] }])[FILE];
  expect(after).toBe(applyPlans(files, plans)[FILE].replaceAll(plan.helper, "acme_paint"));
});
