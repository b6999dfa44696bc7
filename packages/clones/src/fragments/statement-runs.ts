import { hashWord } from "@kindred/c-source";
import { CLOSE_BRACE, COLON, OPEN_BRACE, STAR } from "../scan/punctuator-symbols.ts";
import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";
import { Statements } from "../verify/statements.ts";
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
/** Statements in common that show that two runs go on after an edit: so many statements and tokens at the least. */
const RESUME_STATEMENTS = 2;
const RESUME_TOKENS = 8;

/**
 * The statements of one function, as what fragments are made of. Loaded for function after function.
 * A run is whole: it starts at a statement, opens and closes its own braces, takes an `else` along, does not reach from one
 * case of a switch into the next, and does not end at a label.
 */
export class StatementRuns {
  readonly statements = new Statements();
  /** Hash of a statement with names of calls, members and constants, and without those of variables and types. */
  keys = new Int32Array(1 << 8);
  private symbols: Int32Array = new Int32Array(0);

  load(symbols: Int32Array): void {
    this.symbols = symbols;
    this.statements.split(symbols);
    if (this.statements.count > this.keys.length) this.keys = new Int32Array(this.statements.count * 2);
    let from = 0;
    for (let s = 0; s < this.statements.count; s++) {
      this.keys[s] = this.keyOf(from, this.statements.end[s]);
      from = this.statements.end[s];
    }
  }

  get count(): number {
    return this.statements.count;
  }

  canStart(s: number): boolean {
    const at = this.statements.startOf(s);
    const first = this.symbols[at];
    if (s === 0 || NO_START.has(first) || roleOf(first) === Role.BuiltinType) return false;
    if (roleOf(first) !== Role.Name) return true;
    const second = this.symbols[at + 1];
    return roleOf(second) !== Role.Name && second !== STAR;
  }

  /** Where the shortest run from `s` with `least` tokens ends (exclusive), or -1; it need not be whole, only able to become it. */
  seedEnd(s: number, least: number): number {
    let depth = 0;
    for (let at = s; at < this.count; at++) {
      if (depth === 0 && this.isCase(at)) return -1;
      depth += this.braces(at);
      if (depth < 0) return -1;
      const tokens = this.statements.end[at] - this.statements.startOf(s);
      if (tokens >= least && at + 1 - s >= SEED_STATEMENTS) return at + 1;
    }
    return -1;
  }

  /** The hash of the next few statements from `s`, or 0 when there are too few. */
  resumeKey(s: number): number {
    for (let at = s + RESUME_STATEMENTS; at <= this.count; at++) {
      if (this.statements.end[at - 1] - this.statements.startOf(s) >= RESUME_TOKENS)
        return hashRun(this.keys, s, at) || 1;
    }
    return 0;
  }

  /** Whether a run may end before statement `end`, given the braces it has open. */
  isWhole(depth: number, end: number): boolean {
    if (depth !== 0 || this.symbols[this.statements.startOf(end) - 1] === COLON) return false;
    return !(end < this.count && this.symbols[this.statements.startOf(end)] === ELSE);
  }

  /** Whether a statement is the label of a case. */
  isCase(s: number): boolean {
    const first = this.symbols[this.statements.startOf(s)];
    return first === CASE || first === DEFAULT;
  }

  /** Braces that a statement opens less those it closes. */
  braces(s: number): number {
    const last = this.symbols[this.statements.end[s] - 1];
    return last === OPEN_BRACE ? 1 : last === CLOSE_BRACE ? -1 : 0;
  }

  private keyOf(from: number, to: number): number {
    let key = 0;
    for (let i = from; i < to; i++) {
      const symbol = this.symbols[i];
      const role = roleOf(symbol);
      const isNamed = role === Role.Callee || role === Role.Member || role === Role.Constant;
      key = Math.imul(key ^ (isNamed ? symbol : classOf(symbol)), 0x9e3779b1);
      key ^= key >>> 15;
    }
    return key;
  }
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
