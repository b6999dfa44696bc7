import type { IntColumn } from "./int-column.ts";
import { NameNumbering } from "./name-numbering.ts";
import { isRenamable, packSymbol, Role, roleOf } from "./token-roles.ts";

/*
 * Fingerprints of a function: hashes of short runs of tokens, of which near copies share many.
 *
 * Two channels, because clones come in two kinds. The named one keeps what drivers copy unchanged (called functions,
 * members, constants) and drops what they rename (variables, types, literals); its runs are short and telling. The
 * other keeps no spelling at all: a name is the distance back to where it last stood (Baker's prev-encoding, capped),
 * so its runs survive any consistent renaming; they are longer to make up for it. Brackets, commas and semicolons are
 * left out of the runs, they follow from the rest.
 *
 * Of each channel a winnowed sample is kept (Schleimer, Wilkerson, Aiken 2003: the smallest hash of every window), so
 * any two functions with a common stretch of run + window - 1 tokens share a fingerprint. Of long functions only the
 * MOST_PRINTS smallest are kept (a bottom-k sketch), again the same sample on both sides. O(tokens).
 */

/** A function has no more fingerprints than this. */
export const MOST_PRINTS = 64;

const NAMED_RUN = 3;
const NAMED_WINDOW = 4;
const BLIND_RUN = 6;
const BLIND_WINDOW = 5;
/** Farther back than this a name counts as new. */
const LONGEST_DISTANCE = 24;

/** By byte: brackets and separators. A one-byte punctuator's symbol is that byte. */
const isNoise = new Uint8Array(128);
for (const mark of "(),;{}") isNoise[mark.charCodeAt(0)] = 1;

export class Fingerprinter {
  private readonly named = new Winnower(NAMED_RUN, NAMED_WINDOW, 0x1b873593);
  private readonly blind = new Winnower(BLIND_RUN, BLIND_WINDOW, 0x52dce729);
  private readonly numbering = new NameNumbering();
  private lastSeen = new Int32Array(1 << 10);

  /** Appends the function's fingerprints to `out`, each once, in rising order. */
  collect(symbols: Int32Array, count: number, out: IntColumn): void {
    const from = out.length;
    this.collectAll(symbols, count, out);
    keepSmallest(out, from);
  }

  private collectAll(symbols: Int32Array, count: number, out: IntColumn): void {
    this.numbering.reset(count);
    if (count > this.lastSeen.length) this.lastSeen = new Int32Array(count * 2);
    this.named.start();
    this.blind.start();
    let names = 0;
    for (let i = 0, position = 0; i < count; i++) {
      const symbol = symbols[i];
      if (symbol >= 0 && symbol < 128 && isNoise[symbol] === 1) continue;
      position++;
      const role = roleOf(symbol);
      let named = symbol;
      let blind = symbol;
      if (isRenamable(role)) {
        const number = this.numbering.numberOf(symbol);
        const distance = number === names ? 0 : position - this.lastSeen[number];
        if (number === names) names++;
        this.lastSeen[number] = position;
        const kind = role === Role.Callee || role === Role.Member ? role : Role.Name;
        blind = packSymbol(kind, distance <= LONGEST_DISTANCE ? distance : 0);
        if (role === Role.Name || role === Role.BuiltinType) named = NAME;
      } else if (role === Role.Number || role === Role.String) {
        named = blind = packSymbol(role, 0);
      }
      this.named.add(named, out);
      this.blind.add(blind, out);
    }
    this.named.finish(out);
    this.blind.finish(out);
  }
}

const NAME = packSymbol(Role.Name, 0);

/** Sorts what `out` has from `from` on, drops repetitions and all but the smallest. */
function keepSmallest(out: IntColumn, from: number): void {
  out.data.subarray(from, out.length).sort();
  let kept = from;
  for (let i = from; i < out.length && kept - from < MOST_PRINTS; i++) {
    if (i === from || out.data[i] !== out.data[i - 1]) out.data[kept++] = out.data[i];
  }
  out.length = kept;
}

/** Hashes every run of `run` symbols and hands on the smallest hash of every `window` of them. */
class Winnower {
  private readonly run: number;
  private readonly window: number;
  private readonly seed: number;
  /** The factor of the symbol that leaves the run. */
  private readonly oldest: number;
  private readonly symbols: Int32Array;
  private readonly hashes: Int32Array;
  private seen = 0;
  private rolling = 0;
  private smallestAt = -1;

  constructor(run: number, window: number, seed: number) {
    this.run = run;
    this.window = window;
    this.seed = seed;
    let factor = 1;
    for (let i = 0; i < run; i++) factor = Math.imul(factor, MULTIPLIER);
    this.oldest = factor;
    this.symbols = new Int32Array(RING);
    this.hashes = new Int32Array(RING);
  }

  start(): void {
    this.seen = 0;
    this.rolling = 0;
    this.smallestAt = -1;
  }

  add(symbol: number, out: IntColumn): void {
    const { run, symbols, hashes } = this;
    const at = this.seen++;
    const scattered = Math.imul(symbol ^ this.seed, 0xcc9e2d51);
    const mixed = scattered ^ (scattered >>> 16);
    this.rolling = (Math.imul(this.rolling, MULTIPLIER) + mixed) | 0;
    if (at >= run) this.rolling = (this.rolling - Math.imul(symbols[(at - run) & MASK], this.oldest)) | 0;
    symbols[at & MASK] = mixed;
    if (at + 1 < run) return;
    hashes[at & MASK] = finish(this.rolling);
    if (at + 1 >= run + this.window - 1) this.select(at, out);
  }

  /** A function shorter than one window still gives its smallest hash. */
  finish(out: IntColumn): void {
    if (this.smallestAt < 0 && this.seen >= this.run) this.select(this.seen - 1, out);
  }

  private select(at: number, out: IntColumn): void {
    const { hashes } = this;
    const from = Math.max(this.run - 1, at - this.window + 1);
    let smallest = this.smallestAt;
    if (smallest < from) {
      smallest = from;
      for (let i = from + 1; i <= at; i++) if (hashes[i & MASK] <= hashes[smallest & MASK]) smallest = i;
    } else if (hashes[at & MASK] <= hashes[smallest & MASK]) smallest = at;
    if (smallest === this.smallestAt) return;
    this.smallestAt = smallest;
    out.push(hashes[smallest & MASK]);
  }
}

const RING = 16;
const MASK = RING - 1;
const MULTIPLIER = 0x01000193;

/** Spreads the bits, so that the smallest hash is a fair sample. */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
