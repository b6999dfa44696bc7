import { hashWord } from "@kindred/c-source";
import { CLOSE_BRACE, COLON, OPEN_BRACE, STAR } from "../scan/punctuator-symbols.ts";
import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";
import { BRACE, PAREN_DEPTHS, STATEMENT_MARKS, STOP } from "../verify/statement-marks.ts";
import { classOf } from "../verify/token-class.ts";

const CASE = packSymbol(Role.Keyword, hashWord("case"));
const DEFAULT = packSymbol(Role.Keyword, hashWord("default"));
const ELSE = packSymbol(Role.Keyword, hashWord("else"));

/** Words that no fragment starts with: the rest of something, a label, a declaration. */
const NO_START = new Set(
  "else case default struct union enum const static volatile typeof"
    .split(" ")
    .map((word) => packSymbol(Role.Keyword, hashWord(word))),
).add(CLOSE_BRACE);

/** What a seed has at least: its statements are in common whatever is edited behind them. */
const SEED_STATEMENTS = 2;

/** By role, what stands for a symbol in a statement's key, and which bits of it are kept: all of most. */
const KEY_CLASS = new Int32Array(16);
const KEY_KEPT = new Int32Array(16).fill(-1);
for (const role of [Role.BuiltinType, Role.Name, Role.Number, Role.String]) {
  KEY_CLASS[role] = classOf(packSymbol(role, 0));
  KEY_KEPT[role] = 0;
}

/** What is known of a statement, as bits. */
export const IS_CASE = 1;
export const CAN_START = 2;
/** A run may end before the statement. */
export const CAN_END = 4;

/**
 * The statements of one function, as what fragments are made of; they are cut as for alignment (verify/statements.ts),
 * with the head as statement 0. Loaded for function after function, in one pass over its symbols.
 * A run is whole: it starts at a statement, opens and closes its own braces, takes an `else` along, does not reach from one
 * case of a switch into the next, and does not end at a label.
 */
export class StatementRuns {
  count = 0;
  /** Hash of a statement with names of calls, members and constants, and without those of variables and types. */
  keys = new Int32Array(1 << 8);
  /** End of each statement, exclusive. */
  ends = new Int32Array(1 << 8);
  /** Braces that a statement opens less those it closes. */
  braces = new Int8Array(1 << 8);
  /** {@link IS_CASE}, {@link CAN_START} and {@link CAN_END}; one more entry than there are statements. */
  flags = new Uint8Array(1 << 8);

  load(symbols: Int32Array): void {
    this.count = 0;
    let depth = 0;
    let key = 0;
    let from = 0;
    const last = symbols.length - 1;
    for (let i = 0; i <= last; i++) {
      const symbol = symbols[i];
      const role = roleOf(symbol);
      key = Math.imul(key ^ (KEY_CLASS[role] | (symbol & KEY_KEPT[role])), 0x9e3779b1);
      key ^= key >>> 15;
      const isByte = ((symbol >>> 7) - 1) >> 31;
      depth += PAREN_DEPTHS[symbol & 0x7f] & isByte;
      const mark = STATEMENT_MARKS[symbol & 0x7f] & isByte;
      if (mark === 0 && i < last) continue;
      if (mark === STOP && depth > 0 && i < last) continue;
      if (mark === BRACE) depth = 0;
      this.push(symbols, from, i + 1, key);
      key = 0;
      from = i + 1;
    }
    this.flags[this.count] = last >= 0 && symbols[last] === COLON ? 0 : CAN_END;
  }

  startOf(s: number): number {
    return s === 0 ? 0 : this.ends[s - 1];
  }

  /** Where the shortest run from `s` with `least` tokens ends (exclusive), or -1; it need not be whole, only able to become it. */
  seedEnd(s: number, least: number): number {
    const { braces, flags, ends } = this;
    const enough = this.startOf(s) + least;
    let depth = 0;
    for (let at = s; at < this.count; at++) {
      if (depth === 0 && (flags[at] & IS_CASE) !== 0) return -1;
      depth += braces[at];
      if (depth < 0) return -1;
      if (ends[at] >= enough && at + 1 - s >= SEED_STATEMENTS) return at + 1;
    }
    return -1;
  }

  private push(symbols: Int32Array, from: number, to: number, key: number): void {
    const s = this.count;
    if (s + 1 === this.keys.length) this.grow();
    const first = symbols[from];
    const end = symbols[to - 1];
    this.keys[s] = key;
    this.ends[s] = to;
    this.braces[s] = end === OPEN_BRACE ? 1 : end === CLOSE_BRACE ? -1 : 0;
    this.flags[s] =
      (first === CASE || first === DEFAULT ? IS_CASE : 0) |
      (s > 0 && canStart(first, symbols[from + 1]) ? CAN_START : 0) |
      (first !== ELSE && s > 0 && symbols[from - 1] !== COLON ? CAN_END : 0);
    this.count++;
  }

  private grow(): void {
    const size = this.keys.length * 2;
    for (const name of ["keys", "ends"] as const) {
      const grown = new Int32Array(size);
      grown.set(this[name]);
      this[name] = grown;
    }
    const braces = new Int8Array(size);
    braces.set(this.braces);
    this.braces = braces;
    const flags = new Uint8Array(size);
    flags.set(this.flags);
    this.flags = flags;
  }
}

function canStart(first: number, second: number): boolean {
  const role = roleOf(first);
  if (role === Role.Name) return roleOf(second) !== Role.Name && second !== STAR;
  return role !== Role.BuiltinType && !NO_START.has(first);
}

/** The hash of the statements `from` to `to` by their keys. */
export function hashRun(keys: Int32Array, from: number, to: number): number {
  let hash = 0x1b873593;
  for (let s = from; s < to; s++) {
    hash = Math.imul(hash ^ keys[s], 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  return hash;
}
