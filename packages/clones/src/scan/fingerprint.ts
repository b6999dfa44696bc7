import type { IntColumn } from "./int-column.ts";
import { keepSmallest } from "./keep-smallest.ts";
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

// Constants of this module are folded into optimised code, imported ones are looked up at every use.
const BUILTIN_TYPE = Role.BuiltinType;
const NAME_ROLE = Role.Name;
const CALLEE = Role.Callee;
const MEMBER = Role.Member;
const NUMBER = Role.Number;
const STRING = Role.String;

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
    this.named.reserve(count);
    this.blind.reserve(count);
    const length = this.fillChannels(symbols, count);
    out.reserve(2 * length);
    this.named.winnow(length, out);
    this.blind.winnow(length, out);
    keepSmallest(out, from, MOST_PRINTS);
  }

  /** Gives both channels their symbols; returns how many. */
  private fillChannels(symbols: Int32Array, count: number): number {
    const { numbering } = this;
    numbering.reset(count);
    if (count > this.lastSeen.length) this.lastSeen = new Int32Array(count * 2);
    const { lastSeen } = this;
    const named = this.named.symbols;
    const blind = this.blind.symbols;
    let names = 0;
    let position = 0;
    for (let i = 0; i < count; i++) {
      const symbol = symbols[i];
      if (symbol >= 0 && symbol < 128 && isNoise[symbol] === 1) continue;
      const role = roleOf(symbol);
      if (isRenamable(role)) {
        const number = numbering.numberOf(symbol);
        const distance = number === names ? 0 : position - lastSeen[number];
        if (number === names) names++;
        lastSeen[number] = position;
        const kind = role === CALLEE || role === MEMBER ? role : NAME_ROLE;
        blind[position] = packSymbol(kind, distance <= LONGEST_DISTANCE ? distance : 0);
        named[position] = role === NAME_ROLE || role === BUILTIN_TYPE ? NAME : symbol;
      } else {
        const isLiteral = role === NUMBER || role === STRING;
        named[position] = blind[position] = isLiteral ? packSymbol(role, 0) : symbol;
      }
      position++;
    }
    return position;
  }
}

const NAME = packSymbol(NAME_ROLE, 0);

/** Hashes every run of `run` symbols and hands on the smallest hash of every `window` of them. */
class Winnower {
  private readonly run: number;
  private readonly window: number;
  private readonly seed: number;
  /** The factor of the symbol that leaves the run. */
  private readonly oldest: number;
  /** To be filled before {@link winnow}, which overwrites them. */
  symbols = new Int32Array(1 << 10);
  private hashes = new Int32Array(1 << 10);

  constructor(run: number, window: number, seed: number) {
    this.run = run;
    this.window = window;
    this.seed = seed;
    let factor = 1;
    for (let i = 0; i < run; i++) factor = Math.imul(factor, MULTIPLIER);
    this.oldest = factor;
  }

  reserve(count: number): void {
    if (count <= this.symbols.length) return;
    this.symbols = new Int32Array(count * 2);
    this.hashes = new Int32Array(count * 2);
  }

  /** Appends the smallest hash of every window of the first `length` symbols; `out` has room. */
  winnow(length: number, out: IntColumn): void {
    const hashed = this.hashRuns(length);
    if (hashed > 0) this.select(hashed, out);
  }

  /** Hashes of all runs, by a rolling polynomial; returns how many. */
  private hashRuns(length: number): number {
    const { run, seed, oldest, symbols, hashes } = this;
    let rolling = 0;
    for (let i = 0; i < length; i++) {
      const scattered = Math.imul(symbols[i] ^ seed, 0xcc9e2d51);
      const mixed = scattered ^ (scattered >>> 16);
      symbols[i] = mixed;
      rolling = (Math.imul(rolling, MULTIPLIER) + mixed) | 0;
      if (i >= run) rolling = (rolling - Math.imul(symbols[i - run], oldest)) | 0;
      if (i + 1 >= run) hashes[i + 1 - run] = finish(rolling);
    }
    return Math.max(0, length + 1 - run);
  }

  /** Of equal hashes in a window the last one. Fewer hashes than one window still give the smallest. */
  private select(hashed: number, out: IntColumn): void {
    const { window, hashes } = this;
    const { data } = out;
    let { length } = out;
    let smallestAt = -1;
    for (let at = Math.min(window, hashed) - 1; at < hashed; at++) {
      let smallest = smallestAt;
      const from = Math.max(0, at - window + 1);
      if (smallest < from) {
        smallest = from;
        for (let i = from + 1; i <= at; i++) if (hashes[i] <= hashes[smallest]) smallest = i;
      } else if (hashes[at] <= hashes[smallest]) smallest = at;
      if (smallest === smallestAt) continue;
      smallestAt = smallest;
      data[length++] = hashes[smallest];
    }
    out.length = length;
  }
}

const MULTIPLIER = 0x01000193;

/** Spreads the bits, so that the smallest hash is a fair sample. */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
