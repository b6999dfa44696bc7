import { tokenizeIr } from "./ir-tokens.ts";

/** An instruction, split and classified. */
export interface Instruction {
  /** `%x` that it defines. */
  readonly result: string | undefined;
  readonly opcode: string;
  /** From the opcode on. */
  readonly tokens: readonly string[];
  readonly kind: InstructionKind;
}

/**
 * - `pure`: depends on its operands alone; counts where its value is used.
 * - `fixed`: also needs the memory of its place, or may trap (plain loads, divisions).
 * - `phi`, `slot` (an alloca of constant size in the entry block): named by their place.
 * - `ignored`: says something to the optimiser only.
 * - `effect`: everything else; stays, in order.
 */
export type InstructionKind = "pure" | "fixed" | "phi" | "slot" | "ignored" | "effect";

const PURE = new Set([
  ...[
    "add",
    "sub",
    "mul",
    "shl",
    "lshr",
    "ashr",
    "and",
    "or",
    "xor",
    "icmp",
    "fcmp",
    "trunc",
    "zext",
    "sext",
  ],
  ...["ptrtoint", "inttoptr", "bitcast", "getelementptr", "select", "freeze", "extractvalue", "insertvalue"],
  ...["addrspacecast", "extractelement", "insertelement", "shufflevector", "fneg", "fadd", "fsub", "fmul"],
  ...["fptrunc", "fpext", "fptoui", "fptosi", "uitofp", "sitofp"],
]);
const MAY_TRAP = new Set(["udiv", "sdiv", "urem", "srem", "fdiv", "frem"]);
const PURE_CALL =
  /^@llvm\.(?:bswap|bitreverse|ctpop|ctlz|cttz|abs|umin|umax|smin|smax|fshl|fshr|[us](?:add|sub)\.sat|[us](?:add|sub|mul)\.with\.overflow|is\.constant|objectsize|expect)\./;
const IGNORED_CALL =
  /^@llvm\.(?:lifetime\.(?:start|end)|assume|experimental\.noalias\.scope\.decl|donothing|dbg\.)/;

/**
 * Splits and classifies one line.
 * @param inEntry whether it stands in the entry block, where an alloca is done once.
 */
export function readInstruction(line: string, inEntry: boolean): Instruction {
  const all = tokenizeIr(line);
  const hasResult = all[1] === "=";
  const body = hasResult ? all.slice(2) : all;
  const tokens = /^(?:tail|notail)$/.test(body[0] ?? "") ? body.slice(1) : body;
  const kind = classify(tokens);
  return {
    result: hasResult ? all[0] : undefined,
    opcode: tokens[0] ?? "",
    tokens,
    kind: kind === "slot" && !inEntry ? "effect" : kind,
  };
}

function classify(tokens: readonly string[]): InstructionKind {
  const [opcode = "", second = ""] = tokens;
  if (PURE.has(opcode)) return "pure";
  if (MAY_TRAP.has(opcode)) return "fixed";
  if (opcode === "phi") return "phi";
  if (opcode === "load") return second === "volatile" || second === "atomic" ? "effect" : "fixed";
  if (opcode === "alloca") return isConstantSlot(tokens) ? "slot" : "effect";
  if (opcode !== "call") return "effect";
  const callee = tokens.find((token) => token.startsWith("@") || token.startsWith("%") || token === "asm");
  const target = tokens.find((token) => token.startsWith("@"));
  if (target === undefined || callee === "asm") return "effect";
  if (IGNORED_CALL.test(target)) return "ignored";
  return PURE_CALL.test(target) ? "pure" : "effect";
}

/** `alloca T, align N`: without a count of elements. */
function isConstantSlot(tokens: readonly string[]): boolean {
  const comma = tokens.lastIndexOf(",");
  return comma < 0 || tokens[comma + 1] === "align";
}
