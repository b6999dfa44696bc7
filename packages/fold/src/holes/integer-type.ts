/** Integer types that constants have, by conversion rank; `long` is 32 or 64 bits wide, all others are fixed. */
const RANKED = ["int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long"] as const;

/** What a named type is to the usual arithmetic conversions. */
const PROMOTED: ReadonlyMap<string, string> = new Map([
  ...[
    "bool",
    "char",
    "s8",
    "u8",
    "s16",
    "u16",
    "__u8",
    "__u16",
    "short",
    "unsigned char",
    "unsigned short",
  ].map((name): [string, string] => [name, "int"]),
  ["s32", "int"],
  ["u32", "unsigned int"],
  ["__u32", "unsigned int"],
  ["unsigned", "unsigned int"],
  ["s64", "long long"],
  ["u64", "unsigned long long"],
  ["__u64", "unsigned long long"],
  ["uint8_t", "int"],
  ["uint16_t", "int"],
  ["uint32_t", "unsigned int"],
  ["uint64_t", "unsigned long long"],
  ["ulong", "unsigned long"],
]);

/** Whether a type name is a simple integer type that a parameter may have. */
export function isIntegerType(name: string): boolean {
  return PROMOTED.has(name) || (RANKED as readonly string[]).includes(name) || name === "size_t";
}

/** The type after integer promotion. */
export function promote(type: string): string {
  return PROMOTED.get(type) ?? type;
}

/**
 * The type of `a OP b` by the usual arithmetic conversions. Undefined where it depends on the width of `long`
 * (`long` with `unsigned int`) or of `size_t`.
 */
export function commonType(a: string, b: string): string | undefined {
  const left = promote(a);
  const right = promote(b);
  if (left === right) return left;
  if (left === "size_t" || right === "size_t")
    return left === "int" || right === "int" ? "size_t" : undefined;
  const i = RANKED.indexOf(left as (typeof RANKED)[number]);
  const j = RANKED.indexOf(right as (typeof RANKED)[number]);
  if (i < 0 || j < 0) return undefined;
  const [low, high] = i < j ? [left, right] : [right, left];
  if (low === "unsigned int" && high === "long") return undefined;
  if (low === "unsigned long" && high === "long long") return undefined;
  return high;
}

const INTEGER = /^(-?)(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)([uUlL]*)$/;
const INT_MAX = 0x7fffffffn;
const UINT_MAX = 0xffffffffn;

/** Type of an integer literal; undefined for floats and for values whose type depends on the width of `long`. */
export function literalType(text: string): string | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const isOctal = /^0\d/.test(match[2]);
  if (isOctal && /[89]/.test(match[2])) return undefined;
  const value = BigInt(isOctal ? `0o${match[2].slice(1)}` : match[2]);
  const isDecimal = /^(?:0|[1-9]\d*)$/.test(match[2]);
  const suffix = match[3].toLowerCase();
  const isUnsigned = suffix.includes("u");
  const longs = suffix.replace("u", "");
  if (longs === "ll") return isUnsigned || value > 0x7fffffffffffffffn ? "unsigned long long" : "long long";
  if (value > UINT_MAX || (value > INT_MAX && (isDecimal || longs === "l") && !isUnsigned)) return undefined;
  if (longs === "l") return isUnsigned ? "unsigned long" : "long";
  return isUnsigned || value > INT_MAX ? "unsigned int" : "int";
}
