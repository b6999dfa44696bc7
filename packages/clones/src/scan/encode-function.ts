import { type TokenBuffer, TokenKind } from "@kindred/c-source";
import { hashDirectives } from "./hash-directives.ts";
import { HashPair } from "./hash-pair.ts";
import { HeadWords } from "./head-words.ts";
import { NameNumbering } from "./name-numbering.ts";
import { isRenamable, packName, packSymbol, Role, spellingOf } from "./token-roles.ts";
import { HEAD_SHARE, weightOfRole } from "./token-weights.ts";
import { fixedRoleOf, isConstant, stemOf, wordTraits } from "./word-traits.ts";

/*
 * A function as a row of symbols and two 64-bit hashes.
 *
 * symbols  one Int32 for each token: role, spelling and, for names, the stem behind the driver's prefix (token-roles.ts). Linkage words and annotations are left out and
 *          the function's own name is one fixed symbol wherever it stands, so that a copy under another name is a copy.
 * exact    over the full spellings: equal for two functions with the same tokens (Type-1).
 * shape    names numbered by first occurrence, literals by kind: equal exactly when one renaming turns the names of
 *          one function into the other's, one to one (Baker's parameterised match, on whole functions): Type-2.
 *
 * O(tokens). Preprocessor lines give no symbols, but both hashes see them: functions that differ only in `#if` lines are
 * neither the same nor of one shape.
 */

// Constants of this module are folded into optimised code, imported ones are looked up at every use.
const IDENTIFIER = TokenKind.Identifier;
const PUNCTUATOR_TOKEN = TokenKind.Punctuator;
const STRING_TOKEN = TokenKind.String;
const PUNCTUATOR = Role.Punctuator;
const STRING = Role.String;
const NUMBER = Role.Number;
const MEMBER = Role.Member;
const NAME = Role.Name;
const CALLEE = Role.Callee;
const CONSTANT = Role.Constant;

const OWN_NAME = 0x5e1f;
const OWN_STEM = 0;
/** Variables and types have no stem worth telling: other bits of the hash stand in its place. */
const NAME_STEM_SHIFT = 24;
/** The symbol of a function's own name where it is declared. */
export const OWN_NAME_SYMBOL = packName(NAME, OWN_NAME, OWN_STEM);
/** Whether a symbol is the function's own name, declared, called or handed on. */
export function isOwnName(symbol: number): boolean {
  return spellingOf(symbol) === OWN_NAME;
}

const OPEN_PAREN = 0x28;
const DOT = 0x2e;
const ARROW = 0x2d | (0x3e << 8);

/** Token indexes of one function (see FunctionTable of c-source). */
export interface FunctionTokens {
  readonly first: number;
  readonly name: number;
  /** The opening brace. */
  readonly body: number;
  readonly last: number;
}

export class FunctionEncoder {
  /** The function's symbols; only the first `count` are valid. */
  symbols = new Int32Array(1 << 12);
  count = 0;
  /** Weight of the symbols, those of the head by their share. */
  weight = 0;
  readonly exact = new HashPair();
  readonly shape = new HashPair();
  private readonly numbering = new NameNumbering();
  private readonly head = new HeadWords();
  /** What both hashes are made of: symbols' hashes and, between them, those of preprocessor lines. */
  private exactValues = new Int32Array(1 << 13);
  private shapeValues = new Int32Array(1 << 13);

  encode(bytes: Uint8Array, tokens: TokenBuffer, at: FunctionTokens): void {
    this.reserve(at.last - at.first + 1);
    const values = this.fill(bytes, tokens, at);
    this.exact.hash(this.exactValues, values);
    this.shape.hash(this.shapeValues, values);
  }

  /** Fills symbols and values; returns how many values there are. */
  private fill(bytes: Uint8Array, tokens: TokenBuffer, at: FunctionTokens): number {
    const { hash: hashes, kind, line } = tokens;
    const { symbols, exactValues, shapeValues, numbering } = this;
    const ownHash = hashes[at.name];
    this.head.read(tokens, at);
    let count = 0;
    let values = 0;
    let head = 0;
    let body = 0;
    for (let t = at.first; t <= at.last; t++) {
      const hash = hashes[t];
      // A preprocessor line has a line of its own between its neighbours.
      if (t > at.first && line[t] > line[t - 1] + 1) {
        const directives = hashDirectives(bytes, tokens.end[t - 1], tokens.start[t]);
        if (directives !== 0) exactValues[values] = shapeValues[values++] = directives;
      }
      if (t < at.body && this.head.isAnnotation(t)) continue;
      const word = kind[t] === IDENTIFIER ? wordTraits(bytes, tokens.start[t], tokens.end[t], hash) : 0;
      const role = tokenRole(tokens, t, at, word);
      if (t > at.body) body += weightOfRole(role);
      else head += weightOfRole(role);
      if (isRenamable(role)) {
        const isOwn = hash === ownHash && role !== MEMBER;
        const own = isOwn ? OWN_NAME : hash;
        const stem = isOwn ? OWN_STEM : role === NAME ? hash >>> NAME_STEM_SHIFT : stemOf(word);
        symbols[count++] = packName(role, own, stem);
        exactValues[values] = own;
        shapeValues[values++] = 0x40000000 | numbering.numberOf(own);
      } else {
        symbols[count++] = packSymbol(role, hash);
        exactValues[values] = hash;
        shapeValues[values++] = role === NUMBER || role === STRING ? role : hash;
      }
    }
    this.count = count;
    this.weight = head * HEAD_SHARE + body;
    return values;
  }

  private reserve(tokens: number): void {
    if (tokens > this.symbols.length) {
      this.symbols = new Int32Array(tokens * 2);
      this.exactValues = new Int32Array(tokens * 4);
      this.shapeValues = new Int32Array(tokens * 4);
    }
    this.numbering.reset(tokens);
  }
}

function tokenRole(tokens: TokenBuffer, t: number, at: FunctionTokens, word: number): number {
  const kind = tokens.kind[t];
  if (kind === PUNCTUATOR_TOKEN) return PUNCTUATOR;
  if (kind === STRING_TOKEN) return STRING;
  if (kind !== IDENTIFIER) return NUMBER;
  const fixed = fixedRoleOf(word);
  if (fixed >= 0) return fixed;
  if (t > at.first && isMemberAccess(tokens, t - 1)) return MEMBER;
  if (t === at.name) return NAME;
  if (t < at.last && tokens.kind[t + 1] === PUNCTUATOR_TOKEN && tokens.hash[t + 1] === OPEN_PAREN)
    return CALLEE;
  return isConstant(word) ? CONSTANT : NAME;
}

function isMemberAccess(tokens: TokenBuffer, t: number): boolean {
  return tokens.kind[t] === PUNCTUATOR_TOKEN && (tokens.hash[t] === ARROW || tokens.hash[t] === DOT);
}
