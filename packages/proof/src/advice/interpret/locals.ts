/** The locals of a run: a stack whose addresses mean nothing. Outside they count by the order in which they are learnt of. */
import { UnsupportedIr, type Value } from "./values.ts";

export interface Slot {
  readonly start: number;
  readonly end: number;
  readonly bytes: Map<number, number | null>;
  /** Its address was written to memory that is not a local. */
  published: boolean;
}

export interface Locals {
  allocate(size: number): bigint;
  /** The local that holds an address. */
  at(address: number | bigint): Slot | undefined;
  /** A number for a local, the same for both sides when they tell the outside of theirs in the same order. */
  number(slot: Slot): number;
  /** Those that the outside reaches: by the values themselves, through other such locals, or from memory. */
  reach(values: readonly Value[]): Slot[];
  /** What locals hold, but for addresses of locals. */
  contents(reached: readonly Slot[]): Map<string, number | null>;
}

const STACK = 0x7000_0000_0000;
const GAP = 64;
const LARGEST = 1 << 20;

/** An empty stack. */
export function createLocals(): Locals {
  const slots: Slot[] = [];
  const numbers = new Map<Slot, number>();
  let top = STACK;

  const at = (address: number | bigint): Slot | undefined => {
    if (address < STACK || address >= top) return undefined;
    const place = Number(address);
    return slots.find(({ start, end }) => place >= start && place < end);
  };
  const number = (slot: Slot): number => {
    const known = numbers.get(slot) ?? numbers.size;
    numbers.set(slot, known);
    return known;
  };
  return {
    at,
    number,
    allocate(size) {
      if (size > LARGEST) throw new UnsupportedIr("a very large local");
      const start = top + GAP;
      top = start + Math.ceil(Math.max(1, size) / GAP) * GAP;
      slots.push({ start, end: start + Math.max(1, size), bytes: new Map(), published: false });
      return BigInt(start);
    },
    reach(values) {
      const found = new Set(slots.filter(({ published }) => published));
      const add = (slot: Slot | undefined): void => {
        if (slot !== undefined) found.add(slot);
      };
      for (const value of values.flat()) if (typeof value === "bigint") add(at(value));
      for (const slot of found) {
        for (const place of slot.bytes.keys()) if (place % 8 === 0) add(at(wordAt(slot, place)));
      }
      return [...found];
    },
    contents(reached) {
      const bytes = new Map<string, number | null>();
      for (const slot of reached) {
        for (const [place, byte] of slot.bytes) {
          const isAddress = at(wordAt(slot, place - (place % 8))) !== undefined;
          if (!isAddress) bytes.set(`${number(slot)}+${place - slot.start}`, byte);
        }
      }
      return bytes;
    },
  };
}

/** Eight bytes of a local as a number; 0, which is no local's address, when they are not all known. */
function wordAt({ bytes }: Slot, place: number): number {
  let word = 0;
  for (let byte = 7; byte >= 0; byte--) {
    const held = bytes.get(place + byte);
    if (typeof held !== "number") return 0;
    word = word * 256 + held;
  }
  return word;
}
