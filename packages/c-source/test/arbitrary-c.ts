import fc from "fast-check";

/** Pieces that C files are made of, sane and broken, so that random texts reach the lexer's and finder's branches. */
const PIECES = [
  "int",
  "struct",
  "static",
  "foo",
  "bar_2",
  "x",
  "__init",
  "__must_hold",
  "list_for_each_entry",
  "case",
  "if",
  "else",
  "0x1f",
  "1e+5",
  ".5",
  "10baseT",
  '"s\\"t"',
  "'c'",
  "'\\''",
  "'",
  '"',
  "/* c\n */",
  "/*",
  "*/",
  "// d\n",
  "\\\n",
  "\\",
  "#define A b \\\n c\n",
  "\n#if 0\n",
  "\n#else\n",
  "\n#endif\n",
  "\n#ifdef X\n",
  "\n",
  "\t",
  " ",
  "{",
  "}",
  "\n{\n",
  "\n}\n",
  "(",
  ")",
  ";",
  ",",
  "*",
  "=",
  "...",
  "->",
  "<<=",
  "\0",
  "\x80\xff",
  "@",
  "\r\n",
  "offsetof",
  "return",
  "f(void)",
  "int f(int a)\n{\n",
  "for_each_x(a) b;",
  "KERN_ERR PFX",
];

/** Random text out of C-like pieces, joined with and without blanks. */
export const cLikeText: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom("", " ", "\n")), { maxLength: 80 })
  .map((pieces) => pieces.map(([piece, gap]) => piece + gap).join(""));

/** Pieces that open what they do not close, splice lines, or are longer than any buffer's first size. */
const HOSTILE_PIECES = [
  '"',
  "'",
  "/*",
  "*/",
  "//",
  "/",
  "\\",
  "\\\n",
  "\\\r\n",
  "\r",
  "\n",
  "\n#",
  "\n#if 0\n",
  "\n#if\\\n 0\n",
  "\n # if 0 /*\n*/\n",
  "\n#if 1\n",
  "\n#else\n",
  "\n#elif A\n",
  "\n#endif\n",
  '\n#define A "\n',
  "\n#define B /* \n",
  "{",
  "}",
  "\n{",
  "\n}",
  "((((",
  "))))",
  "static int f(int a)\n{\n",
  "\0",
  "\f",
  "\v",
  "\xc3\x28",
  "\xef\xbb\xbf",
  "x".repeat(3000),
  "1".repeat(400),
  "a ".repeat(300),
  ".",
  "..",
  "1e+",
  "0x1p-",
  "<<",
  "=",
  "a",
  " ",
];

/** Text of pieces that break what stands around them. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...HOSTILE_PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(""));

/** A sane text after a few edits that nobody would make: cut, doubled, swapped, flipped, broken by a hostile piece. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom("cut", "double", "flip", "insert", "end"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.nat(60),
    piece: fc.constantFrom(...HOSTILE_PIECES),
  });
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([text, edits]) =>
      edits.reduce((now, { kind, at, size, piece }) => {
        const from = Math.floor(at * now.length);
        const [head, middle, tail] = [
          now.slice(0, from),
          now.slice(from, from + size),
          now.slice(from + size),
        ];
        if (kind === "cut") return head + tail;
        if (kind === "double") return head + middle + middle + tail;
        if (kind === "flip")
          return head + String.fromCharCode((now.charCodeAt(from) || 0) ^ 0x20) + now.slice(from + 1);
        return kind === "insert" ? head + piece + middle + tail : head;
      }, text),
    );
}

/** Any bytes at all, as C text. */
export const anyText: fc.Arbitrary<string> = fc
  .uint8Array({ maxLength: 300 })
  .map((bytes) => Buffer.from(bytes).toString("latin1"));
