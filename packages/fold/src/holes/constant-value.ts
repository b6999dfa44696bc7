import type { ConstantScope } from "./constant-type.ts";

const MOST_DEPTH = 8;
const LITERAL = /^(0[xX][0-9a-fA-F]+|[1-9]\d*|0)[uUlL]*$/;

/**
 * Whether a constant's value surely fits an unsigned type of so many bits: literals, `BIT(n)`, `a << n`, `a | b`,
 * and macros that stand for these. No is the answer for all else.
 */
export function fitsBits(text: string, bits: number, scope: ConstantScope): boolean {
  const value = upperBound(text, scope, 0);
  return value !== undefined && value < 2n ** BigInt(bits);
}

/** The value, or the greatest of the values that a macro is defined with. */
function upperBound(text: string, scope: ConstantScope, depth: number): bigint | undefined {
  if (depth > MOST_DEPTH || text.length > 200) return undefined;
  const inner = (part: string): bigint | undefined => upperBound(part, scope, depth + 1);
  const bare = text.trim();
  const literal = LITERAL.exec(bare);
  if (literal) return BigInt(literal[1]);
  const wrapped = /^(BIT|)\(([^()]*)\)$/.exec(bare);
  if (wrapped) return wrapped[1] === "BIT" ? shift(1n, inner(wrapped[2])) : inner(wrapped[2]);
  const parts = /^([^()|&^~+*/%<>?:-]+|\([^()]*\))(<<|\|)([^()|&^~+*/%<>?:-]+|\([^()]*\))$/.exec(
    bare.replace(/ /g, ""),
  );
  if (parts) {
    const [left, right] = [inner(parts[1]), inner(parts[3])];
    if (left === undefined || right === undefined) return undefined;
    return parts[2] === "<<" ? shift(left, right) : left | right;
  }
  return /^[A-Za-z_]\w*$/.test(bare) ? macroValue(bare, scope, inner) : undefined;
}

function shift(value: bigint, by: bigint | undefined): bigint | undefined {
  return by !== undefined && by < 64n ? value << by : undefined;
}

function macroValue(
  name: string,
  { macros, declarations }: ConstantScope,
  inner: (part: string) => bigint | undefined,
): bigint | undefined {
  const own = macros.find(name);
  const definitions = own.length > 0 ? own : (declarations.macro(name)?.definitions ?? []);
  let greatest: bigint | undefined;
  for (const { parameters, body } of definitions) {
    const value = parameters ? undefined : inner(body);
    if (value === undefined) return undefined;
    greatest = greatest === undefined || value > greatest ? value : greatest;
  }
  return greatest;
}
