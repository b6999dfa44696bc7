/**
 * The memory of a run, and what the outside sees of it. Locals live on a stack whose addresses mean nothing: outside
 * they count by the order in which they become known there. All other memory is the oracle's until it is written; any
 * event may change it, so what was written since the last one is part of the next.
 */
import { createLocals, type Slot } from "./locals.ts";
import type { Oracle } from "./oracle.ts";
import { RunCut, type Value } from "./values.ts";

/** Something that the outside takes notice of. */
export interface RunEvent {
  /** `call @x`, `volatile store`, `return`, … */
  readonly what: string;
  /** Undefined where any value will do. */
  readonly values: readonly (string | undefined)[];
  /** Bytes written since the event before, with the state of memory that they were written to. */
  readonly written: ReadonlyMap<number, number | null>;
  readonly version: number;
  /** What locals hold that the outside can reach through the values. */
  readonly locals: ReadonlyMap<string, number | null>;
}

export interface Machine {
  readonly oracle: Oracle;
  readonly events: readonly RunEvent[];
  allocate(size: number): bigint;
  /** A local is not used any more, or not yet: what it holds is nothing. */
  forget(address: bigint): void;
  read(address: bigint, size: number): bigint | null;
  write(address: bigint, size: number, value: Value): void;
  /** Constant data, which is there from the start. */
  place(address: bigint, size: number, value: bigint): void;
  /** Tells the outside something. `clobbers`: it may change all memory that it can reach. */
  tell(what: string, values: readonly Value[], clobbers: boolean): void;
  /** A value as the outside sees it. */
  show(value: Value): string | undefined;
}

const MOST_EVENTS = 1000;

/** An empty machine over an oracle. */
export function createMachine(oracle: Oracle): Machine {
  const events: RunEvent[] = [];
  const locals = createLocals();
  const constants = new Map<number, number>();
  let written = new Map<number, number | null>();
  let version = 0;

  const byteAt = (address: number): number | null => {
    const slot = locals.at(address);
    if (slot !== undefined) return slot.bytes.get(address) ?? null;
    const constant = constants.get(address);
    if (constant !== undefined) return constant;
    const own = written.get(address);
    return own === undefined ? oracle.byte(address, version) : own;
  };
  const show = (value: Value): string | undefined => {
    if (value === null) return undefined;
    if (typeof value !== "bigint") return `{${value.map((each) => show(each) ?? "?").join(" ")}}`;
    const slot = locals.at(value);
    if (slot === undefined) return `0x${value.toString(16)}`;
    return `local${locals.number(slot)}+${Number(value) - slot.start}`;
  };
  const clobber = (reached: readonly Slot[]): void => {
    version++;
    written = new Map();
    for (const slot of reached) {
      const base = (locals.number(slot) + 1) * 0x100000;
      for (const at of slot.bytes.keys()) slot.bytes.set(at, oracle.byte(base + at - slot.start, version));
    }
  };

  return {
    oracle,
    events,
    show,
    allocate: locals.allocate,
    forget(address) {
      const slot = locals.at(address);
      slot?.bytes.clear();
      if (slot !== undefined) slot.published = false;
    },
    read(address, size) {
      const at = numberOf(address);
      let value = 0n;
      for (let byte = size - 1; byte >= 0; byte--) {
        const held = byteAt(at + byte);
        if (held === null) return null;
        value = (value << 8n) | BigInt(held);
      }
      return value;
    },
    write(address, size, value) {
      const at = numberOf(address);
      const slot = locals.at(at);
      const stored = slot === undefined && typeof value === "bigint" ? locals.at(value) : undefined;
      if (stored !== undefined) stored.published = true;
      const bytes = slot?.bytes ?? written;
      for (let byte = 0; byte < size; byte++)
        bytes.set(at + byte, typeof value === "bigint" ? byteOf(value, byte) : null);
    },
    place(address, size, value) {
      for (let byte = 0; byte < size; byte++) constants.set(numberOf(address) + byte, byteOf(value, byte));
    },
    tell(what, values, clobbers) {
      if (events.length >= MOST_EVENTS) throw new RunCut();
      const shown = values.map(show);
      const reached = clobbers ? locals.reach(values) : [];
      const held = locals.contents(reached);
      events.push({ what, values: shown, written: clobbers ? written : new Map(), version, locals: held });
      if (clobbers) clobber(reached);
    },
  };
}

/** Addresses are looked up by their lower 48 bits: a number can hold them. */
function numberOf(address: bigint): number {
  return Number(BigInt.asUintN(48, address));
}

function byteOf(value: bigint, byte: number): number {
  return Number((value >> BigInt(8 * byte)) & 0xffn);
}
