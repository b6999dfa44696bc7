import type { IrType } from "../../ir/ir-types.ts";
import type { Machine } from "./machine.ts";
import { countOf } from "./operand.ts";
import { bitsOf, type Value } from "./values.ts";

/** Reads a value of any type, part by part. */
export function loadValue(machine: Machine, address: bigint, type: IrType): Value {
  const parts = partsOf(type);
  if (parts !== undefined)
    return parts.map((part) => loadValue(machine, address + BigInt(part.offset), part.type));
  const value = machine.read(address, byteSize(type));
  return value === null ? null : BigInt.asUintN(bitsOf(type.text), value);
}

/** Writes a value of any type; `put` is `write` of a machine or `place`. */
export function storeValue(
  put: (address: bigint, size: number, value: Value) => void,
  address: bigint,
  type: IrType,
  value: Value,
): void {
  const parts = partsOf(type);
  if (parts === undefined) put(address, byteSize(type), value);
  for (const [at, part] of (parts ?? []).entries()) {
    const each = Array.isArray(value) ? (value[at] ?? null) : null;
    storeValue(put, address + BigInt(part.offset), part.type, each);
  }
}

function partsOf(type: IrType): readonly { readonly type: IrType; readonly offset: number }[] | undefined {
  const { fields, element } = type;
  if (fields !== undefined || element === undefined) return fields;
  return Array.from({ length: countOf(type) }, (_, at) => ({ type: element, offset: at * element.size }));
}

function byteSize({ text }: IrType): number {
  return Math.ceil(bitsOf(text) / 8);
}
