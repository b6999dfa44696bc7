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

/** Any bytes at all, as C text. */
export const anyText: fc.Arbitrary<string> = fc
  .uint8Array({ maxLength: 300 })
  .map((bytes) => Buffer.from(bytes).toString("latin1"));
