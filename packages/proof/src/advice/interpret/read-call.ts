/** `call`, `callbr` and the rest of what they are written with. */
import { findClosing } from "../../ir/ir-tokens.ts";
import type { IrType } from "../../ir/ir-types.ts";
import type { RunModule } from "./module.ts";
import { type Operand, readOperand, readTyped, type TypedOperand } from "./operand.ts";
import { UnsupportedIr } from "./values.ts";

export interface CallText {
  readonly type: IrType;
  /** A function by name, a value, or assembly. */
  readonly callee: string | Operand | { readonly assembly: string; readonly constraints: string };
  readonly operands: readonly TypedOperand[];
  /** Labels of a `callbr`, the one that it falls through to first. */
  readonly labels: readonly string[];
}

const VOID: IrType = { text: "void", size: 0, align: 1 };

/** Reads a call, with the token of the opcode first. */
export function readCall(tokens: readonly string[], module: RunModule): CallText {
  const at = findCallee(tokens, module);
  const type = readResultType(tokens.slice(1, at), module);
  const labels = tokens.flatMap((token, index) => (token === "label" ? [tokens[index + 1]!] : []));
  if (tokens[at] === "asm") return readAssembly(tokens, at, { type, labels, module });
  const cursor = { tokens, at };
  const isNamed = tokens[at]!.startsWith("@");
  const callee = isNamed ? tokens[at]! : readOperand(cursor, POINTER, module);
  if (isNamed) cursor.at++;
  return { type, callee, operands: readOperands(tokens, cursor.at, module), labels };
}

const POINTER: IrType = { text: "ptr", size: 8, align: 8 };

/** The callee is the first name or constant that is no part of the result's type. */
function findCallee(tokens: readonly string[], module: RunModule): number {
  for (let at = 1; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token === "asm" || token.startsWith("@")) return at;
    if (/^(?:bitcast|inttoptr)$/.test(token)) return at;
    if (token.startsWith("%") && tokens[at + 1] === "(" && !module.source.types.has(token)) return at;
    if (/^[({[<]$/.test(token)) at = findClosing(tokens, at);
  }
  throw new UnsupportedIr("a call without a callee");
}

/** A variadic function's type stands whole before its name: its parameters are left out. */
function readResultType(tokens: readonly string[], module: RunModule): IrType {
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] === "void") return VOID;
    const open = tokens.findIndex((token, index) => index > at && token === "(");
    const cursor = { tokens: open < 0 ? tokens : tokens.slice(0, open), at };
    const type = module.types.read(cursor);
    if (type !== undefined) return type;
    if (tokens[at + 1] === "(") at = findClosing(tokens, at + 1);
  }
  throw new UnsupportedIr("a call without a type");
}

interface AssemblyContext {
  readonly type: IrType;
  readonly labels: readonly string[];
  readonly module: RunModule;
}

function readAssembly(
  tokens: readonly string[],
  at: number,
  { type, labels, module }: AssemblyContext,
): CallText {
  const strings = tokens.flatMap((token, index) => (index > at && token.startsWith('"') ? [index] : []));
  const [template = "", constraints = ""] = strings.map((index) => tokens[index]!);
  const operands = readOperands(tokens, (strings[1] ?? at) + 1, module);
  const isEffect = tokens[at + 1] === "sideeffect";
  const word = isEffect ? "asm sideeffect" : "asm";
  // Marks for objtool carry the number of a `__COUNTER__`.
  if (template.includes(".pushsection .discard.")) {
    const plain = `${word} ${template.replace(/\d+/g, "#")}`;
    return { type, callee: { assembly: plain, constraints: "" }, operands: [], labels };
  }
  return { type, callee: { assembly: `${word} ${template}`, constraints }, operands, labels };
}

/** Arguments between brackets; metadata and addresses of labels do not count. */
function readOperands(tokens: readonly string[], open: number, module: RunModule): TypedOperand[] {
  if (tokens[open] !== "(") throw new UnsupportedIr("a call without arguments");
  const end = findClosing(tokens, open);
  const operands: TypedOperand[] = [];
  for (let at = open + 1; at < end; ) {
    const stop = argumentEnd(tokens, at, end);
    const words = tokens.slice(at, stop);
    if (words[0] !== "metadata" && !words.includes("blockaddress"))
      operands.push(readTyped({ tokens: words, at: 0 }, module));
    at = stop + 1;
  }
  return operands;
}

function argumentEnd(tokens: readonly string[], start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (tokens[at] === ",") return at;
    if (/^[({[<]$/.test(tokens[at]!)) at = findClosing(tokens, at);
  }
  return end;
}
