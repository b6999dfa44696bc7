/**
 * Where the mutants of a fold are made: the helper as the patch leaves it (a function's body, the body of a
 * macro that generates functions), the calls that came with the patch, and the tables that it added. A helper
 * of another file counts when this source or another helper names it.
 */
import { type CText, encodeC, listDirectives, listFunctions, TokenKind } from "@kindred/c-source";
import { type CodeToken, isToken, readCode } from "../code/read-code.ts";
import type { Unit } from "../prove/unit.ts";

/** A stretch of a file in which mutants may be made. */
export interface Region {
  readonly file: string;
  readonly kind: "helper" | "call" | "table";
  readonly start: number;
  readonly end: number;
}

/** No helper is longer; bounds the work on a hostile file. */
const LONGEST = 1 << 16;

/** The regions of a unit, given the names of the helpers that the patch brought. */
export function findRegions(unit: Unit, helpers: ReadonlySet<string>): Region[] {
  const texts = [...unit.after].filter((entry): entry is [string, CText] => entry[1] !== null);
  const own = unit.after.get(unit.file) ?? "";
  const definitions = texts.flatMap(([file, text]) => definitionsIn(file, text, helpers));
  const bodies = namedFrom(own, definitions);
  const calls = callsIn(unit, own, helpers, bodies);
  return [...bodies, ...calls, ...tablesIn(unit, own)].filter(({ start, end }) => end - start <= LONGEST);
}

/** Whether a source names one of the helpers: else it says nothing about them. */
export function namesHelper(text: CText, helpers: ReadonlySet<string>): boolean {
  return [...helpers].some((name) => isNamed(text, name));
}

interface Definition extends Region {
  readonly name: string;
  readonly text: CText;
}

function definitionsIn(file: string, text: CText, helpers: ReadonlySet<string>): Definition[] {
  if (!namesHelper(text, helpers)) return [];
  const base = { file, text, kind: "helper" } as const;
  const functions = listFunctions(text)
    .filter(({ name }) => helpers.has(name))
    .map(({ name, bodyStart, end }) => ({ ...base, name, start: bodyStart, end }));
  const macros = listDirectives(encodeC(text)).flatMap(({ name: directive, start, end }) => {
    if (directive !== "define") return [];
    const [head, name] = /^#[ \t]*define[ \t]+(\w+)(?:\([^)]*\))?/.exec(text.slice(start, end)) ?? [];
    return helpers.has(name ?? "") ? [{ ...base, name: name!, start: start + head!.length, end }] : [];
  });
  return [...functions, ...macros];
}

/** The definitions that a text uses, by itself or through others. */
function namedFrom(own: CText, definitions: readonly Definition[]): Definition[] {
  const used: Definition[] = [];
  const texts = [own];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const definition of definitions) {
      if (used.includes(definition) || !isNamed(text, definition.name)) continue;
      used.push(definition);
      texts.push(definition.text.slice(definition.start, definition.end));
    }
  }
  return used;
}

function isNamed(text: CText, name: string): boolean {
  return text.includes(name) && new RegExp(`\\b${name}\\b`).test(text);
}

/** Arguments of the helpers' calls in functions that the patch changed, and of macros outside of functions. */
function callsIn(unit: Unit, text: CText, helpers: ReadonlySet<string>, bodies: readonly Region[]): Region[] {
  const before = unit.before.get(unit.file) ?? "";
  const functions = listFunctions(text);
  const isOld = (at: number): boolean => {
    const inside = functions.find(({ start, end }) => start <= at && at < end);
    return inside !== undefined && before.includes(text.slice(inside.start, inside.end));
  };
  const isHead = (at: number): boolean => functions.some(({ nameStart }) => nameStart === at);
  const isOwn = (at: number): boolean =>
    bodies.some(({ file, start, end }) => file === unit.file && start <= at && at < end);
  const { tokens, partner } = readCode(text, 0, text.length);
  return tokens.flatMap((token, at) => {
    const close = helpers.has(token.text) ? partner.get(at + 1) : undefined;
    const isCall = close !== undefined && isToken(tokens[at + 1], "(") && !isHead(token.start);
    if (!isCall || isPrototype(tokens, at) || isOld(token.start) || isOwn(token.start)) return [];
    return [{ file: unit.file, kind: "call" as const, start: token.start, end: tokens[close!]!.end }];
  });
}

/** `int helper(…)`: a word stands before the name, or stars behind one. */
function isPrototype(tokens: readonly CodeToken[], at: number): boolean {
  let before = at - 1;
  while (isToken(tokens[before], "*")) before--;
  const word = tokens[before];
  return word?.kind === TokenKind.Identifier && !/^(?:return|else|do|case)$/.test(word.text);
}

/** Initialisers outside of functions that the patch brought. */
function tablesIn(unit: Unit, text: CText): Region[] {
  const before = unit.before.get(unit.file) ?? "";
  const { tokens, partner } = readCode(text, 0, text.length);
  const found: Region[] = [];
  for (let at = 0; at < tokens.length; at = (partner.get(at) ?? at) + 1) {
    const close = isToken(tokens[at], "{") && isToken(tokens[at - 1], "=") ? partner.get(at) : undefined;
    if (close === undefined) continue;
    const { start } = tokens[at]!;
    const { end } = tokens[close]!;
    if (!before.includes(text.slice(start, end))) found.push({ file: unit.file, kind: "table", start, end });
  }
  return found;
}
