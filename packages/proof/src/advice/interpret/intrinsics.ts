/** What LLVM's own functions do, as far as they stand in drivers. */

import type { Machine } from "./machine.ts";
import { hashText } from "./oracle.ts";
import { known, UndefinedBehaviour, UnsupportedIr, type Value } from "./values.ts";

const NOTHING =
  /^(?:lifetime\.|dbg\.|donothing|experimental\.noalias|prefetch|invariant\.|stackrestore|sideeffect|var\.annotation)/;
const LONGEST_COPY = 1 << 16;

/** `Math.min` takes no such numbers. */
const least = (a: bigint, b: bigint): bigint => [a, b].sort((x, y) => (x < y ? -1 : 1))[0]!;

type Pure = (values: readonly bigint[], bits: number) => Value;

const low = (value: bigint, bits: number): bigint => BigInt.asUintN(bits, value);
const signed = (value: bigint, bits: number): bigint => BigInt.asIntN(bits, value);

const PURE: Readonly<Record<string, Pure>> = {
  expect: ([a]) => a!,
  "is.constant": () => 0n,
  objectsize: (_, bits) => low(-1n, bits),
  umin: ([a, b]) => least(a!, b!),
  umax: ([a, b]) => (least(a!, b!) === a! ? b! : a!),
  smin: ([a, b], bits) => (signed(a!, bits) < signed(b!, bits) ? a! : b!),
  smax: ([a, b], bits) => (signed(a!, bits) > signed(b!, bits) ? a! : b!),
  abs: ([a], bits) => (signed(a!, bits) < 0n ? low(-a!, bits) : a!),
  bswap: ([a], bits) => turn(a!, bits, 8),
  bitreverse: ([a], bits) => turn(a!, bits, 1),
  ctpop: ([a]) => BigInt([...a!.toString(2)].filter((bit) => bit === "1").length),
  ctlz: ([a], bits) => (a === 0n ? BigInt(bits) : BigInt(bits - a!.toString(2).length)),
  cttz: ([a], bits) => (a === 0n ? BigInt(bits) : BigInt(/0*$/.exec(a!.toString(2))![0].length)),
  fshl: ([a, b, by], bits) =>
    low((((a! << BigInt(bits)) | b!) << (by! % BigInt(bits))) >> BigInt(bits), bits),
  fshr: ([a, b, by], bits) => low(((a! << BigInt(bits)) | b!) >> (by! % BigInt(bits)), bits),
  "uadd.with.overflow": ([a, b], bits) => withOverflow(a! + b!, low, bits),
  "usub.with.overflow": ([a, b], bits) => withOverflow(a! - b!, low, bits),
  "umul.with.overflow": ([a, b], bits) => withOverflow(a! * b!, low, bits),
  "sadd.with.overflow": ([a, b], bits) => withOverflow(signed(a!, bits) + signed(b!, bits), signed, bits),
  "ssub.with.overflow": ([a, b], bits) => withOverflow(signed(a!, bits) - signed(b!, bits), signed, bits),
  "smul.with.overflow": ([a, b], bits) => withOverflow(signed(a!, bits) * signed(b!, bits), signed, bits),
  "usub.sat": ([a, b]) => (a! > b! ? a! - b! : 0n),
  "uadd.sat": ([a, b], bits) => least(a! + b!, low(-1n, bits)),
};

/** Runs `llvm.NAME`; `bits`: the width of its first operand. */
export function runIntrinsic(name: string, values: readonly Value[], bits: number, machine: Machine): Value {
  if (name.startsWith("lifetime.")) machine.forget(known(values.at(-1)));
  if (NOTHING.test(name)) return null;
  if (name === "assume") {
    if (values[0] === 0n) throw new UndefinedBehaviour("an assumption that does not hold");
    return null;
  }
  const copy = /^(memset|memcpy|memmove)\b/.exec(name)?.[1];
  if (copy !== undefined) return copyMemory(copy, values, machine);
  if (/^(?:returnaddress|frameaddress|read_register|stacksave|thread\.pointer)/.test(name))
    return BigInt(hashText(3, name) >>> 0) << 8n;
  const pure = Object.entries(PURE).find(([base]) => name.startsWith(`${base}.`))?.[1];
  if (pure === undefined) throw new UnsupportedIr(`llvm.${name}`);
  const numbers = values.filter((value): value is bigint => typeof value === "bigint");
  return numbers.length < values.length ? null : pure(numbers, bits);
}

function copyMemory(kind: string, [to, from, length]: readonly Value[], machine: Machine): Value {
  const [target, count] = [known(to), known(length)];
  if (count > BigInt(LONGEST_COPY)) throw new UnsupportedIr("a very long copy");
  const bytes = Array.from({ length: Number(count) }, (_, at) =>
    kind === "memset" ? (from as bigint | null) : machine.read(known(from) + BigInt(at), 1),
  );
  for (const [at, byte] of bytes.entries()) machine.write(target + BigInt(at), 1, byte);
  return null;
}

function withOverflow(exact: bigint, fit: (value: bigint, bits: number) => bigint, bits: number): Value {
  return [low(exact, bits), fit(exact, bits) === exact ? 0n : 1n];
}

/** A number with the order of its parts turned round. */
function turn(value: bigint, bits: number, part: number): bigint {
  let turned = 0n;
  for (let at = 0; at < bits; at += part)
    turned = (turned << BigInt(part)) | ((value >> BigInt(at)) & ((1n << BigInt(part)) - 1n));
  return turned;
}
