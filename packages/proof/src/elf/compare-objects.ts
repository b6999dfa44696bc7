import { type MaskedNames, withRenamed } from "../compare/masked-names.ts";
import {
  type CanonicalObject,
  canonicalObject,
  FOLDED_FUNCTION,
  itemText,
  type ObjectItem,
} from "./canonical-object.ts";
import { readElf } from "./read-elf.ts";
import { compareText, staticFunctions } from "./symbol-index.ts";

/** One item (function, data, table) that two objects do not share. */
export interface ObjectDifference {
  readonly label: string;
  readonly kind: "only-before" | "only-after" | "differs";
  /** Where and how, in one line. */
  readonly detail: string;
}

/**
 * Compares two object files symbol by symbol; an empty list means that they are the same program.
 * @param names see {@link canonicalObject}.
 * @throws KindredError E_DATA when one of them cannot be read.
 */
export function compareObjects(
  before: Uint8Array,
  after: Uint8Array,
  names?: MaskedNames,
): ObjectDifference[] {
  const [from, to] = [readElf(before), readElf(after)];
  const masked = names && withRenamed(names, staticFunctions(from), staticFunctions(to));
  const left = canonicalObject(from, masked);
  const right = canonicalObject(to, masked);
  const labels = [...new Set([...left.keys(), ...right.keys()])].sort(compareText);
  return labels.flatMap((label) => compareItems(label, left, right) ?? []);
}

function compareItems(
  label: string,
  left: CanonicalObject,
  right: CanonicalObject,
): ObjectDifference | undefined {
  const a = left.get(label);
  const b = right.get(label);
  if (a === undefined || b === undefined) {
    return { label, kind: a === undefined ? "only-after" : "only-before", detail: (a ?? b)![0]!.header };
  }
  if (label === FOLDED_FUNCTION && (a.length > 1 || b.length > 1)) {
    return { label, kind: "differs", detail: "the functions that became one are not all the same code" };
  }
  if (a.length !== b.length)
    return { label, kind: "differs", detail: `${a.length} entries, then ${b.length}` };
  const at = a.findIndex((item, index) => itemText(item) !== itemText(b[index]!));
  return at < 0 ? undefined : { label, kind: "differs", detail: firstDifference(a[at]!, b[at]!) };
}

function firstDifference(a: ObjectItem, b: ObjectItem): string {
  if (a.header !== b.header) return `${a.header} -> ${b.header}`;
  const relocation = Array.from(
    { length: Math.max(a.relocations.length, b.relocations.length) },
    (_, at) => at,
  ).find((at) => a.relocations[at] !== b.relocations[at]);
  const byte = a.bytes.findIndex((value, at) => value !== b.bytes[at]);
  if (relocation !== undefined && (byte < 0 || byte >= relocationOffset(a, relocation))) {
    return `${shorten(a.relocations[relocation])} -> ${shorten(b.relocations[relocation])}`;
  }
  return `byte ${byte} is ${hexAt(a, byte)} -> ${hexAt(b, byte)}`;
}

function relocationOffset(item: ObjectItem, at: number): number {
  return Number.parseInt(item.relocations[at] ?? "0", 10);
}

function hexAt(item: ObjectItem, at: number): string {
  return Buffer.from(item.bytes.subarray(at, at + 8)).toString("hex");
}

function shorten(text: string | undefined): string {
  return text === undefined ? "nothing" : text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
