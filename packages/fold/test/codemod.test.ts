import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { applyEdits, type Edit } from "@kindred/c-source";
import { runCodemod } from "@kindred/codemod";
import type { FoldPlan } from "@kindred/fold";
import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";

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

/** Runs a plan's codemod as \`kindred apply\` does; the tree's names begin at \`from\`. */
async function run(
  plan: FoldPlan,
  files: Readonly<Record<string, string>>,
  from: string,
): Promise<Record<string, readonly Edit[]>> {
  const folder = mkdtempSync(join(tmpdir(), "kindred-fold-"));
  try {
    const codemod = join(folder, (JSON.parse(plan.codemodMeta) as { id: string }).id);
    mkdirSync(codemod);
    writeFileSync(join(codemod, "transform.ts"), plan.codemod);
    writeFileSync(join(codemod, "meta.json"), plan.codemodMeta);
    const sources = Object.entries(files).map(([name, text]) => {
      const path = join(folder, "tree", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, "latin1");
      return { path, name: name.slice(from.length), size: text.length };
    });
    const { changes, skipped } = await runCodemod({ codemod, sources, workers: 1 });
    expect(skipped).toEqual([]);
    return Object.fromEntries(changes.map(({ file, edits }) => [from + file, edits]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const files = { [FILE]: TEXT, "drivers/leds/leds-other.c": TEXT.replaceAll("acme", "other") };
const { plans } = await fold(files, [familyOf(files, `${FILE}:acme_red_set`, `${FILE}:acme_blue_set`)]);
const [plan] = plans;

test.each(["", "drivers/", "drivers/leds/"])(
  "the codemod makes the plan's changes on a tree whose names begin behind '%s'",
  async (from) => {
    expect(plan.removedFunctions).toEqual(["acme_red_set", "acme_blue_set"]);
    const changed = await run(plan, files, from);
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
  const edits = await run(renamed, files, "");
  const after = applyPlans(files, [{ ...plan, files: [{ file: FILE, edits: edits[FILE] }] }])[FILE];
  expect(after).toBe(applyPlans(files, plans)[FILE].replaceAll(plan.helper, "acme_paint"));
});
