import fc from "fast-check";
import { expect, test } from "vitest";
import { antiUnify } from "../src/anti-unify/anti-unify.ts";
import { findTornToken } from "../src/anti-unify/check-skeleton.ts";
import type { SkeletonNode } from "../src/anti-unify/skeleton.ts";
import { type BoundNames, bindNames } from "../src/syntax/bind-names.ts";
import { cTokens } from "../src/syntax/c-tokens.ts";
import { buildTerm, leavesOf, type Term } from "../src/syntax/term.ts";
import { testParser } from "./support/memory-tree.ts";

const parser = await testParser();

interface Input {
  readonly text: string;
  readonly term: Term;
  readonly names: BoundNames;
}

function read(text: string): Input {
  const parsed = parser.parseFunction(text);
  const definition = parsed.root.namedChildren.find((node) => node?.type === "function_definition");
  expect(parsed.clean, text).toBe(true);
  const term = buildTerm(parsed, definition!)!;
  parsed.free();
  return { text, term, names: bindNames(term) };
}

/** Words of a member rebuilt from the skeleton: shared leaves as the first member spells them, holes by value. */
function instantiate(node: SkeletonNode, member: number): string[] {
  const own = node.terms[member];
  if (node.hole !== undefined) return own ? leavesOf(own).map((leaf) => leaf.text) : [];
  if (node.children.length === 0) return own ? [own.text] : [];
  return node.children.flatMap((child) => instantiate(child, member));
}

const words = (text: string): string =>
  cTokens(text)
    .map((token) => token.text)
    .join(" ");
const joined = (parts: readonly string[]): string => words(parts.join(" "));

/** Random expressions and statements over a few locals, globals and callees. */
const { statement } = fc.letrec<{ expression: string; statement: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("a", "b", "GLOBAL", "0x10", "7", "'c'", '"text"', "p->field", "p->other"),
    fc
      .tuple(tie("expression"), fc.constantFrom("+", "<<", "==", "&"), tie("expression"))
      .map((parts) => `(${parts.join(" ")})`),
    fc.tuple(fc.constantFrom("f", "g"), tie("expression")).map(([name, arg]) => `${name}(${arg}, a)`),
  ),
  statement: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    tie("expression").map((value) => `a = ${value};`),
    tie("expression").map((value) => `g(${value});`),
    fc.tuple(tie("expression"), tie("statement")).map(([test_, inner]) => `if (${test_}) { ${inner} }`),
    tie("statement").map((inner) => `while (b) { ${inner} a--; }`),
    tie("expression").map((value) => `return ${value};`),
  ),
}));
const body = fc.array(statement, { maxLength: 5 });
const toFunction = (statements: readonly string[]): string =>
  `int name(struct s *p, int a)\n{\nint b = 0;\n${statements.join("\n")}\n}`;

test("the skeleton with a member's values put back is that member", () => {
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 4 }), (bodies) => {
      const inputs = bodies.map((statements) => read(toFunction(statements)));
      const unifier = antiUnify(inputs);
      inputs.forEach((input, member) => {
        expect(joined(instantiate(unifier.root, member))).toBe(words(input.text));
      });
      expect(findTornToken(unifier, inputs)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("a function has no holes against itself with its locals renamed", () => {
  fc.assert(
    fc.property(body, (statements) => {
      const text = toFunction(statements);
      const renamed = text.replace(/\b[abp]\b(?!->\w*\()/g, (name) => `${name}${name}x`);
      expect(antiUnify([read(text), read(renamed), read(text)]).holes).toHaveLength(0);
    }),
    { numRuns: 50 },
  );
});

test("equal values share a hole, and every hole of equal values is shared", () => {
  const unifier = antiUnify([
    read("int f(int x)\n{\n\tg(1, 2);\n\treturn x + 1;\n}"),
    read("int f(int x)\n{\n\tg(3, 4);\n\treturn x + 3;\n}"),
  ]);
  expect(unifier.holes.map((hole) => hole.places.length)).toEqual([2, 1]);
});

test("an inserted statement is a hole of its own and doesn't tear the rest", () => {
  const unifier = antiUnify([
    read("int f(int x)\n{\n\ta(x);\n\tb(x);\n\tc(x);\n\treturn x;\n}"),
    read("int f(int y)\n{\n\ta(y);\n\tlog(y);\n\tb(y);\n\tc(y);\n\treturn y;\n}"),
  ]);
  expect(unifier.holes).toHaveLength(1);
  const [place] = unifier.holes[0].places;
  expect(place.terms[0]).toBeUndefined();
  expect(leavesOf(place.terms[1]!).map((leaf) => leaf.text)).toEqual(["log", "(", "y", ")", ";"]);
});

test("a differing operator makes the expression around it the hole", () => {
  const unifier = antiUnify([
    read("int f(int x)\n{\n\treturn x + 1;\n}"),
    read("int f(int x)\n{\n\treturn x - 1;\n}"),
  ]);
  expect(unifier.holes).toHaveLength(1);
  expect(unifier.holes[0].places[0].type).toBe("binary_expression");
});

test("locals pair one to one: swapped uses are a difference", () => {
  const unifier = antiUnify([
    read("int f(int x, int y)\n{\n\treturn g(x, y);\n}"),
    read("int f(int x, int y)\n{\n\treturn g(y, x);\n}"),
  ]);
  expect(unifier.holes.length).toBeGreaterThan(0);
});

test("a local of one member is not the global of another", () => {
  const unifier = antiUnify([
    read("int f(int count)\n{\n\tint limit = 3;\n\n\treturn g(limit);\n}"),
    read("int f(int count)\n{\n\tint other = 3;\n\n\treturn g(limit);\n}"),
  ]);
  expect(unifier.holes).toHaveLength(1);
});

test("a declaration by extern or prototype is no local", () => {
  const unifier = antiUnify([
    read("int f(void)\n{\n\tint first(void);\n\n\treturn first();\n}"),
    read("int f(void)\n{\n\tint second(void);\n\n\treturn second();\n}"),
  ]);
  expect(unifier.holes.length).toBeGreaterThan(0);
});

test("an inner scope's name shadows the outer one", () => {
  const { names, text } = read(
    "int f(int x)\n{\n\tif (x) {\n\t\tint x = 2;\n\n\t\tg(x);\n\t}\n\treturn x;\n}",
  );
  const ids = [...text.matchAll(/\bx\b/g)].map((match) => names.at.get(match.index));
  expect(ids).toEqual([ids[0], ids[0], ids[2], ids[2], ids[0]]);
  expect(ids[0]).not.toBe(ids[2]);
});

test("an annotation that the parser does not see is still a difference", () => {
  const inputs = [
    read("int __init f(int x)\n{\n\treturn x;\n}"),
    read("int __exit f(int x)\n{\n\treturn x;\n}"),
  ];
  const unifier = antiUnify(inputs);
  expect(unifier.holes).toHaveLength(0);
  expect(findTornToken(unifier, inputs)).toBe("int ".length);
});
