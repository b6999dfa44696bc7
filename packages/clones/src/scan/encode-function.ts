import { type TokenBuffer, TokenKind } from "@kindred/c-source";
import { hashDirectives } from "./hash-directives.ts";
import { HashPair } from "./hash-pair.ts";
import { NameNumbering } from "./name-numbering.ts";
import { stemHash } from "./stem-hash.ts";
import {
  fixedRole,
  isLinkageWord,
  isRenamable,
  packName,
  packSymbol,
  Role,
  spellingOf,
} from "./token-roles.ts";
import { HEAD_SHARE, weightOfRole } from "./token-weights.ts";

/*
 * A function as a row of symbols and two 64-bit hashes.
 *
 * symbols  one Int32 for each token: role, spelling and, for names, the stem behind the driver's prefix (token-roles.ts). Linkage words before the name are left out and
 *          the function's own name is one fixed symbol wherever it stands, so that a copy under another name is a copy.
 * exact    over the full spellings: equal for two functions with the same tokens (Type-1).
 * shape    names numbered by first occurrence, literals by kind: equal exactly when one renaming turns the names of
 *          one function into the other's, one to one (Baker's parameterised match, on whole functions): Type-2.
 *
 * O(tokens). Preprocessor lines give no symbols, but both hashes see them: functions that differ only in `#if` lines are
 * neither the same nor of one shape.
 */

const OWN_NAME = 0x5e1f;
const OWN_STEM = 0;
/** Variables and types have no stem worth telling: other bits of the hash stand in its place. */
const NAME_STEM_SHIFT = 24;
/** The symbol of a function's own name where it is declared. */
export const OWN_NAME_SYMBOL = packName(Role.Name, OWN_NAME, OWN_STEM);
/** Whether a symbol is the function's own name, declared, called or handed on. */
export function isOwnName(symbol: number): boolean {
  return spellingOf(symbol) === OWN_NAME;
}

const OPEN_PAREN = 0x28;
const DOT = 0x2e;
const ARROW = 0x2d | (0x3e << 8);
const UNDERSCORE = 0x5f;

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

  encode(bytes: Uint8Array, tokens: TokenBuffer, at: FunctionTokens): void {
    this.start(at.last - at.first + 1);
    const ownHash = tokens.hash[at.name];
    for (let t = at.first; t <= at.last; t++) {
      const hash = tokens.hash[t];
      // A preprocessor line has a line of its own between its neighbours.
      if (t > at.first && tokens.line[t] > tokens.line[t - 1] + 1) this.addDirectives(bytes, tokens, t);
      if (t < at.name && isLinkageWord(hash)) continue;
      const isOwnName = hash === ownHash && tokens.kind[t] === TokenKind.Identifier;
      const role = tokenRole(bytes, tokens, t, at);
      this.weight += weightOfRole(role) * (t > at.body ? 1 : HEAD_SHARE);
      if (!isRenamable(role)) this.append(packSymbol(role, hash), role, hash);
      else if (isOwnName && role !== Role.Member)
        this.append(packName(role, OWN_NAME, OWN_STEM), role, OWN_NAME);
      else if (role === Role.Name) this.append(packName(role, hash, hash >>> NAME_STEM_SHIFT), role, hash);
      else this.append(packName(role, hash, stemHash(bytes, tokens.start[t], tokens.end[t])), role, hash);
    }
  }

  private addDirectives(bytes: Uint8Array, tokens: TokenBuffer, t: number): void {
    const hash = hashDirectives(bytes, tokens.end[t - 1], tokens.start[t]);
    if (hash === 0) return;
    this.exact.add(hash);
    this.shape.add(hash);
  }

  private start(capacity: number): void {
    if (capacity > this.symbols.length) this.symbols = new Int32Array(capacity * 2);
    this.count = 0;
    this.weight = 0;
    this.exact.reset();
    this.shape.reset();
    this.numbering.reset(capacity);
  }

  private append(symbol: number, role: number, hash: number): void {
    this.symbols[this.count++] = symbol;
    this.exact.add(hash);
    if (isRenamable(role)) this.shape.add(0x40000000 | this.numbering.numberOf(hash));
    else this.shape.add(role === Role.Number || role === Role.String ? role : hash);
  }
}

function tokenRole(bytes: Uint8Array, tokens: TokenBuffer, t: number, at: FunctionTokens): number {
  const kind = tokens.kind[t];
  if (kind === TokenKind.Punctuator) return Role.Punctuator;
  if (kind === TokenKind.String) return Role.String;
  if (kind !== TokenKind.Identifier) return Role.Number;
  const fixed = fixedRole(tokens.hash[t]);
  if (fixed >= 0) return fixed;
  if (t > at.first && isMemberAccess(tokens, t - 1)) return Role.Member;
  if (t === at.name) return Role.Name;
  if (t < at.last && tokens.kind[t + 1] === TokenKind.Punctuator && tokens.hash[t + 1] === OPEN_PAREN)
    return Role.Callee;
  return isConstantSpelling(bytes, tokens.start[t], tokens.end[t]) ? Role.Constant : Role.Name;
}

function isMemberAccess(tokens: TokenBuffer, t: number): boolean {
  return tokens.kind[t] === TokenKind.Punctuator && (tokens.hash[t] === ARROW || tokens.hash[t] === DOT);
}

/** Capitals, digits and underscores only, two characters or more. */
function isConstantSpelling(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 2) return false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (!((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === UNDERSCORE))
      return false;
  }
  return true;
}
