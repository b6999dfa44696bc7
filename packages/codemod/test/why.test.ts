import { beforeAll, expect, test } from "vitest";
import type { CodemodDefinition } from "../src/index.ts";
import { createEngine, type Engine } from "./support/transform.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

const TEXT = `int a(void)
{
	x = get(p, MEM, 1);
	x = get(p, IRQ, 2);
	y = get(p, MEM, z++);
	return 0;
}

int b(void)
{
	return 0;
}

int broken(void)
{
	if (a)) x = get(p, MEM, 3);
}
`;

const codemod: CodemodDefinition["transform"] = (file, { c }) => {
  for (const found of file.find(c.stmt`$x = get($p, MEM, $i);`)) {
    if (found.get("i").isPure) found.replaceWith("$x = mem($p, $i);");
    else file.miss(found, "the index has a side effect");
  }
};

const why = (line: number, transform = codemod): string => engine.run(TEXT, transform, line).why!;

test("a line that is changed", () => {
  expect(why(3)).toBe("x.c:3: the codemod changes this line.");
});

test("the nearest pattern and its first difference", () => {
  expect(why(4)).toMatch(
    /nearest is `\$x = get\(\$p, MEM, \$i\);`, .* on line 4: it wants `MEM`, found `IRQ`/,
  );
});

test("the codemod's own reason comes first", () => {
  expect(why(5)).toBe("x.c:5: the codemod passes it over: the index has a side effect.");
});

test("a reason for another line of the function, when nothing else is known", () => {
  expect(why(6)).toMatch(/in `a` the codemod passes over line 5: the index has a side effect/);
});

test("a function without the words", () => {
  expect(why(11)).toMatch(/`b` holds none of the code/);
});

test("a function that does not parse", () => {
  expect(why(16)).toMatch(/does not understand `broken`/);
});

test("code outside functions", () => {
  expect(why(8)).toMatch(/looks for nothing on this line/);
});

test("a codemod that throws", () => {
  const failing: CodemodDefinition["transform"] = () => {
    throw new Error("out of ideas");
  };
  expect(why(3, failing)).toMatch(/codemod-throws.*out of ideas/);
});
