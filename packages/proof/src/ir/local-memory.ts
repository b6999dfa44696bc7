/**
 * Which memory an access can reach, as far as that is plain to see: a stack slot of this very call can only be reached
 * through its own address. A pointer that came as an argument, the address of a global, and what was read through them
 * before anything but stack slots was written, cannot lead there; so such a load reads the same on both sides of a
 * write to a slot. (LLVM's own rule for "identified objects"; here without regard to where an address escapes to,
 * which leaves out more than it must: every call counts as a write to anything.)
 */
import type { Definitions } from "./block-order.ts";
import type { Instruction } from "./instruction.ts";
import type { IrCursor } from "./ir-tokens.ts";
import type { TypeReader } from "./ir-types.ts";

/** What an address counts from: the local or global at the root of its steps, or undefined when that is not plain. */
export type RootOf = (token: string) => string | undefined;

const MOST_STEPS = 1000;
const BLOCK_WRITE = /^@llvm\.mem(?:set|cpy|move)\./;

/** A finder of roots through `getelementptr` and `bitcast`. */
export function createRootFinder(definitions: Definitions, types: TypeReader): RootOf {
  return (token) => {
    let root: string | undefined = token;
    for (let steps = 0; root !== undefined && steps < MOST_STEPS; steps++) {
      const definition = definitions.get(root);
      if (definition?.opcode !== "getelementptr" && definition?.opcode !== "bitcast") return root;
      root = pointerOperand(definition, types);
    }
    return undefined;
  };
}

/** Whether an instruction writes to a stack slot and does nothing else. */
export function isSlotWrite(instruction: Instruction, rootOf: RootOf, definitions: Definitions): boolean {
  const target = writtenAddress(instruction);
  return target !== undefined && slotOf(target, rootOf, definitions) !== undefined;
}

/** The stack slots whose addresses an instruction uses, in the order of its operands. */
export function usedSlots({ tokens }: Instruction, rootOf: RootOf, definitions: Definitions): string[] {
  return tokens.flatMap((token) => (token.startsWith("%") ? (slotOf(token, rootOf, definitions) ?? []) : []));
}

/** The slot that a write fills with what is no address of a slot and no other memory. */
export function filledSlot(
  instruction: Instruction,
  rootOf: RootOf,
  definitions: Definitions,
): string | undefined {
  if (!isSlotWrite(instruction, rootOf, definitions)) return undefined;
  if (instruction.tokens.some((token) => /^@llvm\.mem(?:cpy|move)\./.test(token))) return undefined;
  const slots = usedSlots(instruction, rootOf, definitions);
  return slots.length === 1 ? slots[0] : undefined;
}

function slotOf(local: string, rootOf: RootOf, definitions: Definitions): string | undefined {
  const root = rootOf(local);
  return root !== undefined && definitions.get(root)?.kind === "slot" ? root : undefined;
}

/** The address that a plain load reads, when it is a local or a global. */
export function loadedAddress({ tokens }: Instruction, types: TypeReader): string | undefined {
  const cursor = { tokens, at: 1 };
  if (types.read(cursor) === undefined || tokens[cursor.at++] !== ",") return undefined;
  return readPointer(cursor, types);
}

/** The pointer that an address instruction starts from. */
function pointerOperand({ opcode, tokens }: Instruction, types: TypeReader): string | undefined {
  const cursor = { tokens, at: 1 };
  if (opcode === "bitcast") return readPointer(cursor, types);
  if (tokens[cursor.at] === "inbounds") cursor.at++;
  if (types.read(cursor) === undefined || tokens[cursor.at++] !== ",") return undefined;
  return readPointer(cursor, types);
}

function readPointer(cursor: IrCursor, types: TypeReader): string | undefined {
  if (types.read(cursor) === undefined) return undefined;
  const token = cursor.tokens[cursor.at] ?? "";
  return /^[%@]/.test(token) ? token : undefined;
}

/** Where a plain store, `memset`, `memcpy` or `memmove` writes to, when it is a local. */
function writtenAddress({ opcode, tokens }: Instruction): string | undefined {
  if (opcode === "store") {
    if (tokens[1] === "volatile" || tokens[1] === "atomic") return undefined;
    const end = tokens.findLastIndex(
      (token, at) => token === "," && !/^(?:align|!.*)$/.test(tokens[at + 1]!),
    );
    const words = tokens.slice(end + 1);
    const pointer = words.indexOf(",") < 0 ? words.at(-1) : words[words.indexOf(",") - 1];
    return pointer?.startsWith("%") ? pointer : undefined;
  }
  const callee = tokens.findIndex((token) => token.startsWith("@"));
  if (opcode !== "call" || callee < 0 || !BLOCK_WRITE.test(tokens[callee]!)) return undefined;
  const close = tokens.lastIndexOf(")");
  if (tokens[close - 1] !== "false") return undefined; // volatile
  const pointer = tokens[tokens.indexOf(",", callee) - 1];
  return pointer?.startsWith("%") ? pointer : undefined;
}
