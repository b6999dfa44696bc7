import { CParser } from "@kindred/c-source";
import { createProposer } from "@kindred/fold";
import { expect, test } from "vitest";
import { familyOf, memoryTree } from "./support/memory-tree.ts";

const PATH = "drivers/leds/leds-acme.c";
const setter = (
  name: string,
  register: number,
): string => `static int acme_set_${name}(struct acme *chip, int level)
{
	int ret;

	if (level < 0)
		return -EINVAL;
	ret = acme_store(chip, ${register}, level);
	if (ret)
		return ret;
	chip->changes++;
	acme_notify(chip);
	return acme_flush(chip);
}
`;
const FILES = {
  [PATH]: `${setter("flash", 1)}\n${setter("torch", 2)}\nint acme_probe(struct acme *chip)\n{\n\treturn acme_set_flash(chip, 1) + acme_set_torch(chip, 2);\n}\n`,
};

test("What was proposed before is no part of a proposal, nor is what is kept of the tree", async () => {
  const parser = await CParser.create();
  const read: string[] = [];
  const inMemory = memoryTree(FILES);
  const tree = {
    ...inMemory,
    readText: (path: string) => {
      read.push(path);
      return inMemory.readText(path);
    },
  };
  const propose = createProposer({ tree, memberPrefix: "", parser });
  const family = familyOf(FILES, `${PATH}:acme_set_flash`, `${PATH}:acme_set_torch`);
  const first = propose(family);
  expect(first).toMatchObject([{ plan: { strategy: "parameterised-function" } }]);
  const once = read.filter((path) => path === PATH).length;
  expect(propose(family)).toEqual(first);
  expect(read.filter((path) => path === PATH)).toHaveLength(once);

  const alone = { ...family, members: family.members.slice(0, 1) };
  for (let i = 0; i < 3000; i++) propose(alone);
  expect(propose(family)).toEqual(first);
  expect(read.filter((path) => path === PATH).length).toBeGreaterThan(once);
  parser.dispose();
});
