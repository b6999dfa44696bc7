import { type JsonRecord, keysInOrder, type Shape, shapeInside } from "./order-keys.ts";

/**
 * JSON with two blanks of indentation and keys in published order: the text of `JSON.stringify(…, null, 2)`, written
 * in one pass without the ordered copy, which counts for documents of a hundred megabytes.
 */
export function printJson(value: unknown, shape: Shape, indent = ""): string {
  if (typeof value === "string") return printString(value);
  if (Array.isArray(value)) return printList(value, shape, indent);
  if (typeof value === "object" && value !== null) return printRecord(value as JsonRecord, shape, indent);
  return JSON.stringify(value) ?? "null";
}

function printList(list: readonly unknown[], shape: Shape, indent: string): string {
  if (list.length === 0) return "[]";
  const inner = `${indent}  `;
  let text = "[";
  for (let i = 0; i < list.length; i++)
    text += `${i === 0 ? "" : ","}\n${inner}${printJson(list[i], shape, inner)}`;
  return `${text}\n${indent}]`;
}

function printRecord(record: JsonRecord, shape: Shape, indent: string): string {
  const keys = keysInOrder(record, shape);
  if (keys.length === 0) return "{}";
  const inner = `${indent}  `;
  let text = "{";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const value = printJson(record[key], shapeInside(shape, key), inner);
    text += `${i === 0 ? "" : ","}\n${inner}${printString(key)}: ${value}`;
  }
  return `${text}\n${indent}}`;
}

/** Most strings need no escape, and to see that costs less than `JSON.stringify` does. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function printString(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
}
