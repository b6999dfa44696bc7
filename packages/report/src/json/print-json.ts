import { type JsonRecord, keysInOrder, type Shape, shapeInside } from "./order-keys.ts";

/**
 * JSON with two blanks of indentation and keys in published order: the text of `JSON.stringify(…, null, 2)`, written
 * in one pass without the ordered copy, which counts for documents of a hundred megabytes.
 */
export function printJson(value: unknown, shape: Shape, indent = ""): string {
  const pieces: string[] = [];
  print(value, shape, `\n${indent}`, pieces);
  return pieces.join("");
}

/** `line` is a line break and the indentation of the line that the value begins in. */
function print(value: unknown, shape: Shape, line: string, pieces: string[]): void {
  if (typeof value === "string") pieces.push(printString(value));
  else if (typeof value === "number" && Number.isFinite(value)) pieces.push(String(value));
  else if (Array.isArray(value)) printList(value, shape, line, pieces);
  else if (typeof value === "object" && value !== null) printRecord(value as JsonRecord, shape, line, pieces);
  else pieces.push(JSON.stringify(value) ?? "null");
}

function printList(list: readonly unknown[], shape: Shape, line: string, pieces: string[]): void {
  if (list.length === 0) {
    pieces.push("[]");
    return;
  }
  const inner = `${line}  `;
  for (let i = 0; i < list.length; i++) {
    pieces.push(i === 0 ? `[${inner}` : `,${inner}`);
    print(list[i], shape, inner, pieces);
  }
  pieces.push(`${line}]`);
}

function printRecord(record: JsonRecord, shape: Shape, line: string, pieces: string[]): void {
  const keys = keysInOrder(record, shape);
  if (keys.length === 0) {
    pieces.push("{}");
    return;
  }
  const inner = `${line}  `;
  for (let i = 0; i < keys.length; i++) {
    pieces.push(`${i === 0 ? "{" : ","}${inner}${printString(keys[i]!)}: `);
    print(record[keys[i]!], shapeInside(shape, keys[i]!), inner, pieces);
  }
  pieces.push(`${line}}`);
}

/** Most strings need no escape, and to see that costs less than `JSON.stringify` does. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function printString(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
}
