import fc from "fast-check";
import { expect, test } from "vitest";
import { Role, roleOf } from "../../src/scan/token-roles.ts";
import { encode } from "../support/encode.ts";
import { PARSE, renamed, START } from "../support/samples.ts";

const NAMES = [
  "priv",
  "value",
  "tries",
  "flags",
  "wdd",
  "readl",
  "writel",
  "base",
  "lock",
  "u32",
  "ALPHA_CTRL",
  "alpha_wdt",
];
const freshNames = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{2,12}$/), {
    minLength: NAMES.length,
    maxLength: NAMES.length,
  })
  .map((names) => names.map((name) => `zz_${name}`));

test("any one-to-one renaming keeps the shape and changes the exact hash", () => {
  fc.assert(
    fc.property(freshNames, (fresh) => {
      const copy = encode(renamed(START, Object.fromEntries(NAMES.map((name, i) => [name, fresh[i]]))));
      expect(copy.shape).toBe(encode(START).shape);
      expect(copy.exact).not.toBe(encode(START).exact);
    }),
    { numRuns: 40 },
  );
});

test("two names that become one change the shape", () => {
  expect(encode(renamed(START, { value: "tries" })).shape).not.toBe(encode(START).shape);
});

test("layout, comments, linkage and the own name do not change the exact hash", () => {
  const blank = fc.constantFrom(" ", "\n", "\t", " /* note */ ", "\n\n  ", " // note\n");
  fc.assert(
    fc.property(fc.array(blank, { minLength: 8, maxLength: 8 }), (blanks) => {
      let n = 0;
      const laidOut = START.replace(/(?<=[;,(]) ?(?![^"\n]*")/g, () => blanks[n++ % blanks.length]);
      const copy = `extern ${laidOut.replace("static ", "").replace("alpha_wdt_start", "other")}`;
      expect(encode(copy).exact).toBe(encode(START).exact);
    }),
    { numRuns: 40 },
  );
});

test("a literal keeps the shape, an operator does not", () => {
  expect(encode(START.replaceAll("20", "0x40")).shape).toBe(encode(START).shape);
  expect(encode(START.replace("tries < 20", "tries <= 20")).shape).not.toBe(encode(START).shape);
});

test("preprocessor lines change both hashes, their layout and comments do not", () => {
  const guarded = (open: string, close = "#endif") =>
    START.replace("\tspin_unlock_irqrestore(&priv->lock, flags);\n", (line) => `${open}\n${line}${close}\n`);
  const one = encode(guarded("#ifdef CONFIG_PM"));
  for (const other of [
    START,
    guarded("#ifndef CONFIG_PM"),
    guarded("#ifdef CONFIG_PCI"),
    guarded("#ifdef CONFIG_PM", "#else\n#endif"),
  ]) {
    expect(encode(other).exact).not.toBe(one.exact);
    expect(encode(other).shape).not.toBe(one.shape);
  }
  const spread = encode(guarded("/* # */\n  #  ifdef /* power */ CONFIG_PM // on", "#endif /* CONFIG_PM */"));
  expect(spread.exact).toBe(one.exact);
  const elsewhere = START.replace("\tif (tries == 20) {\n", (line) => `#ifdef CONFIG_PM\n#endif\n${line}`);
  expect(encode(elsewhere).shape).not.toBe(encode(guarded("#ifdef CONFIG_PM\n#endif", "")).shape);
  expect(encode(START.replace("\tu32 value;", "\t/*\n\t * # of tries\n\t */\n\n\tu32 value;")).exact).toBe(
    encode(START).exact,
  );
});

test("true, false and NULL are values: one for another is a changed literal", () => {
  const text = "int f(void)\n{\n\treturn g(true, NULL);\n}\n";
  expect(encode(text.replace("true", "false")).shape).toBe(encode(text).shape);
  expect(encode(text.replace("true", "other")).shape).not.toBe(encode(text).shape);
});

test("roles are told by place and spelling", () => {
  const { symbols } = encode('int f(struct s *p)\n{\n\treturn p->ops->call(p, REG_X, 1, "s") + g(p.x);\n}\n');
  const roles = Array.from(symbols, roleOf).filter((role) => role !== Role.Punctuator && role !== Role.Name);
  expect(roles).toEqual([
    Role.BuiltinType,
    Role.Keyword,
    Role.Keyword,
    Role.Member,
    Role.Member,
    Role.Constant,
    Role.Number,
    Role.String,
    Role.Callee,
    Role.Member,
  ]);
});

test("unlike functions have unlike hashes", () => {
  expect(encode(START).shape).not.toBe(encode(PARSE).shape);
});

test("annotations of the head count for nothing, known by name or by where they stand", () => {
  const plain = encode(START);
  const annotated = [
    ["static int", "static int __init"],
    ["static int", "static __maybe_unused int"],
    ["static int", "static int alpha_section"],
    ["*wdd)", "*wdd) __must_hold(&wdd->lock) alpha_checked(wdd, 1)"],
  ] as const;
  for (const [from, to] of annotated) {
    const copy = encode(START.replace(from, to));
    expect([copy.exact, copy.shape, copy.weight], to).toEqual([plain.exact, plain.shape, plain.weight]);
  }
  const returns = (type: string) => encode(START.replace("static int", `static ${type}`)).exact;
  expect(new Set(["int", "long", "irqreturn_t", "struct alpha *", "alpha_t *"].map(returns)).size).toBe(5);
  expect(returns("irqreturn_t notrace")).toBe(returns("irqreturn_t"));
  expect(returns("struct alpha * alpha_section")).toBe(returns("struct alpha *"));
});
