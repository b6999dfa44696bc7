import { KindredError } from "@kindred/c-source";
import { type MaskedNames, withRenamed } from "../compare/masked-names.ts";
import {
  type CanonicalModule,
  canonicalModule,
  FOLDED_FUNCTION,
  staticFunctions,
} from "./canonical-module.ts";
import { readIr } from "./read-ir.ts";

/** One function or datum that two modules do not share. */
export interface IrDifference {
  readonly label: string;
  readonly kind: "only-before" | "only-after" | "differs";
  /** The first line that differs, both sides. */
  readonly detail: string;
}

/**
 * Compares two modules of LLVM IR as graphs; an empty list means that they are the same program.
 * @throws KindredError E_DATA when one of them cannot be read.
 */
export function compareIr(before: string, after: string, names?: MaskedNames): IrDifference[] {
  const [left, right] = interpret(before, after, names);
  const labels = [...new Set([...left.keys(), ...right.keys()])].sort();
  return labels.flatMap((label): IrDifference[] => {
    const a = left.get(label);
    const b = right.get(label);
    if (a === undefined || b === undefined) {
      return [{ label, kind: a === undefined ? "only-after" : "only-before", detail: firstLine(a ?? b) }];
    }
    if (label === FOLDED_FUNCTION && (a.length > 1 || b.length > 1)) {
      return [{ label, kind: "differs", detail: "the functions that became one are not all the same code" }];
    }
    const detail = firstDifference(a, b);
    return detail === undefined ? [] : [{ label, kind: "differs", detail }];
  });
}

/** Text that is no IR as a compiler writes it can trip the reader in many ways: they all mean that it is damaged. */
function interpret(
  before: string,
  after: string,
  names: MaskedNames | undefined,
): [CanonicalModule, CanonicalModule] {
  try {
    const [from, to] = [readIr(before), readIr(after)];
    const masked = names && withRenamed(names, staticFunctions(from), staticFunctions(to));
    return [canonicalModule(from, masked), canonicalModule(to, masked)];
  } catch (error) {
    if (error instanceof KindredError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new KindredError("E_DATA", `The LLVM IR cannot be interpreted: ${reason}.`, undefined, {
      cause: error,
    });
  }
}

function firstLine(texts: readonly string[] | undefined): string {
  return shorten(texts?.[0]?.split("\n")[0]);
}

function firstDifference(a: readonly string[], b: readonly string[]): string | undefined {
  const left = a.join("\n");
  const right = b.join("\n");
  if (left === right) return undefined;
  const leftLines = left.split("\n");
  const rightLines = right.split("\n");
  const at = leftLines.findIndex((line, index) => line !== rightLines[index]);
  const from = at < 0 ? leftLines.length : at;
  return `${shorten(leftLines[from])} -> ${shorten(rightLines[from])}`;
}

function shorten(line: string | undefined): string {
  if (line === undefined) return "nothing";
  const text = line.trim();
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
