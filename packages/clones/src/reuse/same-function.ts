import { hashWord } from "@kindred/c-source";
import type { MemberText } from "../describe/member-text.ts";
import { isOwnName } from "../scan/encode-function.ts";
import { OPEN_BRACE } from "../scan/punctuator-symbols.ts";
import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";
import type { Definitions } from "./definitions.ts";

/*
 * Whether two functions do the same, word for word but for the names of their own variables.
 *
 * Everything that is not a local must be spelled alike and mean the same: a name that one of the files defines for
 * itself (a macro, a static function, a type) must be defined with the same text in the other. Constants may have
 * other names when both files define them alike. Functions with preprocessor lines or static variables never count.
 */

/** Behind these words stands a type, even when a variable has the same name. */
const TAG_WORDS = new Set(
  ["struct", "union", "enum"].map((word) => packSymbol(Role.Keyword, hashWord(word))),
);
const STATIC = packSymbol(Role.Keyword, hashWord("static"));

/** A function, the text it was cut from, and what its file defines. */
export interface FunctionInFile {
  readonly path: string;
  readonly text: MemberText;
  readonly source: string;
  readonly definitions: Definitions;
}

/** Whether `own` could be replaced by `helper`. */
export function isSameFunction(own: FunctionInFile, helper: FunctionInFile): boolean {
  const a = own.text;
  const b = helper.text;
  if (a.symbols.length !== b.symbols.length) return false;
  if (isInAnotherProgram(own, helper)) return false;
  if (hasOddParts(own) || hasOddParts(helper)) return false;
  for (let i = 0; i < a.symbols.length; i++) if (!isSameToken(own, helper, i)) return false;
  return true;
}

/** Whether symbols alone leave it open that two functions of one shape are the same: a cheap look before the texts are read. */
export function canBeSame(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const role = roleOf(a[i]);
    if (role !== roleOf(b[i]) || (role !== Role.Name && role !== Role.Constant)) return false;
  }
  return true;
}

/**
 * Two functions of one name that are both visible outside of their files cannot be linked together: the one stands in
 * a boot stub or another program of its own, and cannot call the other.
 */
function isInAnotherProgram(own: FunctionInFile, helper: FunctionInFile): boolean {
  return own.text.name === helper.text.name && own.definitions.get(own.text.name)?.isPublic === true;
}

function hasOddParts({ text, source }: FunctionInFile): boolean {
  return text.symbols.indexOf(STATIC, text.symbols.indexOf(OPEN_BRACE)) >= 0 || /^[ \t]*#/m.test(source);
}

function isSameToken(own: FunctionInFile, helper: FunctionInFile, i: number): boolean {
  const x = own.text.symbols[i];
  const y = helper.text.symbols[i];
  const role = roleOf(x);
  if (role !== roleOf(y) || isOwnName(x) !== isOwnName(y)) return false;
  if (isOwnName(x)) return true;
  const isTag = i > 0 && TAG_WORDS.has(own.text.symbols[i - 1]);
  const isLocal = !isTag && own.text.isLocal(x);
  if (!isTag && isLocal !== helper.text.isLocal(y)) return false;
  // One shape: locals are renamed one to one.
  if (isLocal) return true;
  const mine = own.text.spelling(i);
  const its = helper.text.spelling(i);
  if (role === Role.Constant || role === Role.Callee || role === Role.Name)
    return meanTheSame(own, helper, kernelName(mine), kernelName(its), role);
  return mine === its;
}

/** The kernel's own names of types that C and the headers for programs name otherwise. */
const KERNEL_TYPES: ReadonlyMap<string, string> = new Map(
  [8, 16, 32, 64].flatMap((bits) => [
    [`uint${bits}_t`, `u${bits}`],
    [`__u${bits}`, `u${bits}`],
    [`int${bits}_t`, `s${bits}`],
    [`__s${bits}`, `s${bits}`],
  ]),
);

function kernelName(name: string): string {
  return KERNEL_TYPES.get(name) ?? name;
}

/** Names that the meaning of one name may hang on; what hangs on more is not told to be the same. */
const MOST_WORDS = 4096;

/** Follows what a name is made of: a macro of another macro, a static function that calls one. */
function meanTheSame(
  own: FunctionInFile,
  helper: FunctionInFile,
  mine: string,
  its: string,
  role: number,
): boolean {
  if (own.path === helper.path) return mine === its;
  const isConstant = role === Role.Constant;
  const first = wordsBehind(own, helper, mine, its, isConstant);
  if (first === undefined) return false;
  const seen = new Set(first);
  for (const word of seen) {
    const words = wordsBehind(own, helper, word, word, false);
    if (words === undefined || seen.size > MOST_WORDS) return false;
    for (const next of words) seen.add(next);
  }
  return true;
}

/** The words that two names are defined with, when both are defined alike; undefined when they differ. */
function wordsBehind(
  own: FunctionInFile,
  helper: FunctionInFile,
  mine: string,
  its: string,
  mayDiffer: boolean,
): readonly string[] | undefined {
  const ours = own.definitions.get(mine);
  const theirs = helper.definitions.get(its);
  if (ours !== undefined && theirs !== undefined && !ours.isVariable && !theirs.isVariable) {
    const isSame = ours.text === theirs.text && (mine === its || mayDiffer);
    if (isSame && ours.isType && theirs.isType) return [];
    return isSame ? (ours.text.match(/[A-Za-z_]\w*/g) ?? []) : undefined;
  }
  if (mine !== its) return undefined;
  // What a header defines, everybody means by the name who includes it.
  const isOpen = theirs === undefined || theirs.isPublic || helper.path.endsWith(".h");
  return isOpen && (ours === undefined || ours.isPublic) ? [] : undefined;
}
