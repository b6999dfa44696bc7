import { hashPunctuator, hashWord, type TokenBuffer, TokenKind } from "@kindred/c-source";
import type { FunctionTokens } from "../scan/encode-function.ts";
import type { IntColumn } from "../scan/int-column.ts";
import { isDeviceCall } from "./device-calls.ts";
import { packPoint, timesOf, Weight } from "./weights.ts";

/*
 * The signature of a function: its statements as points of line, weight and depth, as the driver study's tool made them
 * ("Understanding Modern Device Drivers", ASPLOS 2012), read off the tokens.
 *
 * The original ran on CIL, after the preprocessor. Taken over: weights, multiplicities, depth, one point for every
 * assignment and call inside of a statement, none for the assignment of a call's result, initialisers of locals counted
 * as assignments, all at the line where the statement starts. Not taken over, because it is CIL's rewriting and not the
 * method: macros expanded, `&&` and `?:` as nested ifs, loops with a test and a break of their own, the final return of a
 * void function, and break, continue and switch turned into gotos (which would leave their weights unused).
 * Macros count as calls, and as loops where a statement follows their parenthesis (`list_for_each_entry(…) {`).
 * A block is one that stands on its own: the bodies of ifs and loops are none. O(tokens).
 */

const punctuator = (spelling: string) => hashPunctuator(spelling);
const OPEN_PAREN = punctuator("(");
const CLOSE_PAREN = punctuator(")");
const OPEN_BRACE = punctuator("{");
const CLOSE_BRACE = punctuator("}");
const SEMICOLON = punctuator(";");
const STAR = punctuator("*");
const COMMA = punctuator(",");
const COLON = punctuator(":");
const ASSIGN = punctuator("=");
const ASSIGNMENTS = new Set(
  ["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "++", "--"].map(punctuator),
);

const word = (spelling: string) => hashWord(spelling);
const IF = word("if");
const ELSE = word("else");
const DO = word("do");
const WHILE = word("while");
const CASE = word("case");
const DEFAULT = word("default");
const STATIC = word("static");
/** Words with a parenthesis that holds no statement; the next one starts behind it. */
const HEADS: ReadonlyMap<number, number> = new Map([
  [IF, Weight.If],
  [word("switch"), Weight.Switch],
  [word("for"), Weight.Loop],
  [WHILE, Weight.Loop],
]);
const JUMPS: ReadonlyMap<number, number> = new Map([
  [word("return"), Weight.Return],
  [word("goto"), Weight.Goto],
  [word("break"), Weight.Break],
  [word("continue"), Weight.Continue],
]);
/** Words before a parenthesis that call nothing: C's own, and macros that are plain expressions. */
const NO_CALLS = new Set(
  (
    "if for while switch return sizeof typeof __typeof__ _Generic asm __asm__ volatile __volatile__ int void char short long unsigned " +
    "signed bool const __attribute__ __alignof__ offsetof likely unlikely " +
    "container_of list_entry list_first_entry BIT BIT_ULL GENMASK GENMASK_ULL ARRAY_SIZE IS_ENABLED READ_ONCE WRITE_ONCE min max " +
    "min_t max_t clamp clamp_t FIELD_PREP FIELD_GET"
  )
    .split(" ")
    .map(word),
);

const Brace = { Block: 0, Do: 1, Expression: 2, Initialiser: 3 } as const;

/** Reads signatures of functions, one after the other. */
export class SignatureReader {
  private tokens!: TokenBuffer;
  private out!: IntColumn;
  private base = 0;
  /** The closing parenthesis of each opening one, counted from the body. */
  private closing = new Int32Array(1 << 10);
  private body = 0;
  private last = 0;
  private readonly braces: number[] = [];
  /** Closing parentheses of heads that are open. */
  private readonly heads: number[] = [];
  /** The line of the statement that the token belongs to. */
  private line = 0;
  private isStart = true;
  /** A head, `else` or `do` stands in front: what follows is its body. */
  private isBody = false;
  private isAfterDo = false;
  private isStatic = false;

  /** Appends the points of a function, sorted; lines count from the function's first. */
  read(tokens: TokenBuffer, at: FunctionTokens, out: IntColumn): void {
    const from = out.length;
    this.tokens = tokens;
    this.out = out;
    this.base = tokens.line[at.first];
    this.body = at.body;
    this.last = at.last;
    this.braces.length = 0;
    this.heads.length = 0;
    this.matchParens();
    this.startStatement(false);
    for (let t = at.body + 1; t < at.last; t++) t = this.step(t);
    out.data.subarray(from, out.length).sort();
  }

  private step(t: number): number {
    const { kind, hash, line } = this.tokens;
    if (this.isStart && hash[t] !== CLOSE_BRACE) {
      this.line = line[t];
      this.isStatic = hash[t] === STATIC;
    }
    if (kind[t] === TokenKind.Identifier) return this.stepWord(t);
    if (kind[t] === TokenKind.Punctuator) this.stepMark(t);
    else this.isStart = false;
    return t;
  }

  /** Returns the last token that it has dealt with. */
  private stepWord(t: number): number {
    const { hash } = this.tokens;
    const name = hash[t];
    const isStart = this.isStart;
    if (isStart && (name === CASE || name === DEFAULT)) return this.endLabel(t);
    if (isStart && this.isMark(t + 1, COLON)) return this.endLabel(t);
    const isAfterDo = this.isAfterDo;
    this.isAfterDo = false;
    this.isStart = false;
    if (name === ELSE) this.startStatement(true);
    else if (name === DO) {
      this.add(Weight.Loop);
      this.startStatement(true);
      if (this.isMark(t + 1, OPEN_BRACE)) {
        this.braces.push(Brace.Do);
        return t + 1;
      }
    } else if (HEADS.has(name)) {
      if (!(isAfterDo && name === WHILE)) this.openHead(t, HEADS.get(name)!);
    } else if (JUMPS.has(name)) this.add(JUMPS.get(name)!);
    else if (this.isMark(t + 1, OPEN_PAREN) && !NO_CALLS.has(name)) this.addCall(t, isStart);
    return t;
  }

  private stepMark(t: number): void {
    const mark = this.tokens.hash[t];
    if (mark === OPEN_BRACE) this.openBrace(t);
    else if (mark === CLOSE_BRACE) this.closeBrace();
    else if (mark === CLOSE_PAREN) {
      if (this.heads.at(-1) === t) {
        this.heads.pop();
        this.startStatement(true);
      }
    } else if (mark === SEMICOLON) {
      if (this.heads.length === 0 && this.braces.at(-1) !== Brace.Initialiser) this.startStatement(false);
    } else {
      this.isStart = false;
      if (ASSIGNMENTS.has(mark) && !this.isStatic && !this.isCallResult(t)) this.add(Weight.Assignment);
    }
  }

  private openHead(t: number, weight: number): void {
    this.add(weight);
    const close = this.closeOf(t + 1);
    if (close >= 0) this.heads.push(close);
  }

  private openBrace(t: number): void {
    const isExpression = this.isMark(t - 1, OPEN_PAREN);
    if (this.isStart) {
      if (!this.isBody) this.add(Weight.Block);
      this.braces.push(Brace.Block);
      this.startStatement(false);
    } else {
      this.braces.push(isExpression ? Brace.Expression : Brace.Initialiser);
      if (isExpression) this.startStatement(false);
    }
  }

  private closeBrace(): void {
    const kind = this.braces.pop();
    if (kind === Brace.Initialiser || kind === Brace.Expression) {
      this.isStart = false;
      return;
    }
    this.startStatement(false);
    this.isAfterDo = kind === Brace.Do;
  }

  private startStatement(isBody: boolean): void {
    this.isStart = true;
    this.isBody = isBody;
    this.isAfterDo = false;
  }

  /** Behind the colon of a label the statement starts anew. */
  private endLabel(t: number): number {
    let end = t;
    while (end < this.last && !this.isMark(end, COLON) && !this.isMark(end, SEMICOLON)) end++;
    this.startStatement(false);
    return end;
  }

  private addCall(t: number, isStart: boolean): void {
    const close = this.closeOf(t + 1);
    // Declarations are no calls: of a function, where a type stands before its name, or of a pointer to one.
    const before = t - 1;
    const isDeclared =
      !isStart &&
      this.tokens.kind[before] === TokenKind.Identifier &&
      !JUMPS.has(this.tokens.hash[before]) &&
      this.tokens.hash[before] !== ELSE;
    const isPointer = this.isMark(t + 2, STAR) && this.isMark(close + 1, OPEN_PAREN);
    if (isDeclared || isPointer) return;
    if (isStart && close >= 0 && this.startsStatement(close + 1)) {
      this.add(Weight.Loop);
      this.heads.push(close);
    } else this.add(isDeviceCall(this.tokens.hash[t]) ? Weight.DeviceCall : Weight.Call);
  }

  /** Whether a token can only be the first of a statement when it stands behind a closing parenthesis. */
  private startsStatement(t: number): boolean {
    if (t >= this.last) return false;
    return this.tokens.kind[t] === TokenKind.Identifier || this.isMark(t, OPEN_BRACE);
  }

  /** `x = f(…);` is one call; so is `(x = f(…))`. An initialiser in braces is counted by its own assignments. */
  private isCallResult(t: number): boolean {
    const { kind, hash } = this.tokens;
    if (hash[t] !== ASSIGN) return false;
    if (this.isMark(t + 1, OPEN_BRACE)) return true;
    if (kind[t + 1] !== TokenKind.Identifier || NO_CALLS.has(hash[t + 1]) || !this.isMark(t + 2, OPEN_PAREN))
      return false;
    const behind = this.closeOf(t + 2) + 1;
    return [SEMICOLON, COMMA, CLOSE_PAREN].some((mark) => this.isMark(behind, mark));
  }

  private add(weight: number): void {
    for (let i = timesOf(weight); i > 0; i--) this.out.push(packPoint(this.line - this.base, weight));
  }

  private isMark(t: number, mark: number): boolean {
    return this.tokens.kind[t] === TokenKind.Punctuator && this.tokens.hash[t] === mark;
  }

  private closeOf(open: number): number {
    return this.isMark(open, OPEN_PAREN) ? this.closing[open - this.body] : -1;
  }

  private matchParens(): void {
    const count = this.last - this.body + 2;
    if (this.closing.length < count) this.closing = new Int32Array(count * 2);
    this.closing.fill(-1, 0, count);
    const open: number[] = [];
    for (let t = this.body; t < this.last; t++) {
      if (this.isMark(t, OPEN_PAREN)) open.push(t);
      else if (this.isMark(t, CLOSE_PAREN)) {
        const from = open.pop();
        if (from !== undefined) this.closing[from - this.body] = t;
      }
    }
  }
}
