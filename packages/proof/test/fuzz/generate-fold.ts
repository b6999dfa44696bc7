/**
 * A fold made up at random: two functions in the kernel's manner that differ in two numbers (`before`), and
 * the helper that they could call instead (`after`). Everything is unsigned and shifted by constants, so that
 * next to nothing that they do is undefined; what is, the run on the machine finds out.
 */
import { createRandom, type Random } from "./random.ts";

export interface GeneratedFold {
  readonly before: string;
  readonly after: string;
}

/** Names of the two functions and of their helper. */
export const FOLDED_FUNCTIONS = ["dev_f", "dev_g"] as const;
export const HELPER = "dev_h";

const FIELDS = ["d->flags", "d->mode", "d->parent->mode"];
/** Variables more often than the numbers that `x` and `y` stand for: those disappear at compile time. */
const LEAVES = ["p", "q", "v", "w", "p", "q", "v", "w", "x", "y", "d->flags", "d->mode", "0xff"];
const REGISTERS = ["0x10", "0x14", "0x18", "0x20", "0x40"];

export function generateFold(seed: number): GeneratedFold {
  const random = createRandom(seed);
  const body = statements(random, 3 + random.below(5), 0);
  const holes = () => [`${random.below(64)}`, `0x${random.below(256).toString(16)}`] as const;
  const [f, g] = [holes(), holes()];
  const before = FOLDED_FUNCTIONS.map((name, at) => {
    const [x, y] = at === 0 ? f : g;
    return define(`int ${name}(struct dev *d, int a, int b)`, body.replace(/\bx\b/g, x).replace(/\by\b/g, y));
  });
  const calls = FOLDED_FUNCTIONS.map((name, at) => {
    const args = (at === 0 ? f : g).join(", ");
    return `int ${name}(struct dev *d, int a, int b)\n{\n\treturn ${HELPER}(d, a, b, ${args});\n}\n`;
  });
  const head = `static inline __attribute__((always_inline)) int ${HELPER}(struct dev *d, int a, int b, u32 x, u32 y)`;
  return { before: before.join("\n"), after: [define(head, body), ...calls].join("\n") };
}

function define(head: string, body: string): string {
  return `${head}\n{\n\tu32 p = a, q = b, v = p ^ 5, w = q + 3, i, n = 8;\n\n${body}\treturn v + w;\n}\n`;
}

function statements(random: Random, count: number, depth: number): string {
  return Array.from({ length: count }, () => statement(random, depth)).join("");
}

function statement(random: Random, depth: number): string {
  const tab = "\t".repeat(depth + 1);
  const kinds = depth < 2 ? [...SIMPLE, ...NESTED] : SIMPLE;
  return random
    .pick(kinds)(random, depth)
    .split("\n")
    .map((line) => (line === "" ? "" : `${tab}${line}\n`))
    .join("");
}

type Kind = (random: Random, depth: number) => string;

const SIMPLE: readonly Kind[] = [
  (random) => `${random.pick(["v", "w"])} = ${value(random, 2)};`,
  (random) =>
    `${random.pick(["v", "w"])} ${random.pick(["+=", "-=", "|=", "&=", "^="])} ${value(random, 1)};`,
  (random) => `${random.pick(FIELDS)} ${random.pick(["=", "|=", "&=", "+="])} ${value(random, 1)};`,
  (random) => `${random.pick(["v", "w"])} = readl(d->regs + ${random.pick(REGISTERS)});`,
  (random) => `readl(d->regs + ${random.pick(REGISTERS)});`,
  (random) => `writel(${value(random, 1)}, d->regs + ${random.pick(REGISTERS)});`,
  (random) => `${random.pick(["call", "other"])}(d, ${value(random, 1)}, ${value(random, 1)});`,
  (random) =>
    `v = ${random.pick(["call", "other"])}(d, ${value(random, 1)}, ${random.pick(["x", "y", "v"])});`,
  (random) => `d->regs[${random.below(8)}] = ${value(random, 1)};`,
  (random) => `w = d->regs[${random.below(8)}];`,
  (random) =>
    `${random.pick(["print", "dev_dbg", "dev_err"])}("${random.pick(["one", "two"])} %d", ${value(random, 0)});`,
  (random) => `v = d->op(${value(random, 1)});`,
  (random) => `v = ${value(random, 0)} / (${value(random, 0)} | 1);`,
];

const NESTED: readonly Kind[] = [
  (random, depth) => `if (${condition(random, 1)})\n${inner(random, 1, depth)}`,
  (random, depth) =>
    `if (${condition(random, 1)}) {\n${inner(random, 2, depth)}} else {\n${inner(random, 1, depth)}}`,
  (random) => `if (${condition(random, 1)})\n\treturn ${value(random, 0)};`,
  (random, depth) =>
    `for (i = 0; i < ${random.pick(["3", "4", "(x & 3)"])}; i++) {\n${inner(random, 1, depth + 1)}}`,
  (random, depth) =>
    `while (readl(d->regs + ${random.pick(REGISTERS)}) & ${1 << random.below(3)} && --n > 1) {\n${inner(random, 1, depth + 1)}}`,
  (random, depth) => `lock(&d->lock);\n${inner(random, 2, depth).replace(/^\t/gm, "")}unlock(&d->lock);`,
  (random) =>
    `switch (${value(random, 0)} & 3) {\ncase 1:\n\tv = call(d, x, 1);\n\tbreak;\ncase 2:\n\tother(d, y, 2);\n\tbreak;\ndefault:\n\tw = ${value(random, 1)};\n}`,
];

/** Statements one level further in, as lines that the caller indents by its own level. */
function inner(random: Random, count: number, depth: number): string {
  const lines = statements(random, count, depth + 1).split("\n");
  return lines.map((line) => line.slice(depth + 1)).join("\n");
}

function value(random: Random, depth: number): string {
  const leaf = (): string => random.pick([...LEAVES, `${random.below(40)}`]);
  if (depth === 0 || random.chance(0.3)) return leaf();
  const left = value(random, depth - 1);
  if (random.chance(0.2)) return `(${left} ${random.pick(["<<", ">>"])} ${1 + random.below(9)})`;
  return `(${left} ${random.pick(["+", "-", "&", "|", "^", "*"])} ${value(random, depth - 1)})`;
}

function condition(random: Random, depth: number): string {
  const left = random.pick(["p", "q", "v", "w", "d->flags", "d->mode", "(p ^ x)", "(q & y)", "(v + x)"]);
  if (depth > 0 && random.chance(0.3))
    return `${condition(random, 0)} ${random.pick(["&&", "||"])} ${condition(random, 0)}`;
  if (random.chance(0.2)) return `${left} & ${1 << random.below(5)}`;
  if (random.chance(0.2)) return `(int)${left} ${random.pick(["<", ">"])} ${random.below(30)}`;
  return `${left} ${random.pick(["<", "<=", ">", ">=", "==", "!="])} ${value(random, 0)}`;
}
