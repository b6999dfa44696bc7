/**
 * Branches of `#if` that a change touches. A comparison of what a compiler makes sees the branches of one
 * configuration only; what a patch does to the others it must not call equal.
 *
 * A branch is known by the function that it stands in, the conditions that lead to it and its text without
 * comments and layout, so one that only moves within its function is no change. All folded functions count as
 * one, and what they have in common counts once: an exact copy that goes takes its branches with it. `#if 0`
 * and the guard of a header are no branches.
 */
import { type CText, type Directive, encodeC, listDirectives, listFunctions } from "@kindred/c-source";
import { readCode } from "../code/read-code.ts";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

export interface Branch {
  readonly file: string;
  /** The function that it stands in; empty outside of functions. */
  readonly owner: string;
  /** The conditions that lead to it, from the outside in. */
  readonly path: string;
  readonly body: CText;
  /** Where its text starts. */
  readonly start: number;
}

/** Branches that only one side has. */
export interface ChangedBranches {
  readonly before: readonly Branch[];
  readonly after: readonly Branch[];
  /** Conditions that only one side has, so that the sides differ in some configuration whatever stands there. */
  readonly conditions: readonly Branch[];
}

/** What a change does to the branches of some files. */
export function findChangedBranches(
  files: readonly string[],
  from: ChangedFiles,
  to: ChangedFiles,
  folded: ReadonlySet<string>,
): ChangedBranches {
  const changed = files.filter((file) => from.get(file) !== to.get(file));
  const listAll = (side: ChangedFiles): Branch[] =>
    changed.flatMap((file) => branchesOf(file, side.get(file) ?? "", folded));
  const [left, right] = [listAll(from), listAll(to)];
  const whole = ({ file, owner, path, body }: Branch): string => JSON.stringify([file, owner, path, body]);
  const place = ({ file, owner, path }: Branch): string => JSON.stringify([file, owner, path]);
  const before = without(left, right, whole);
  const after = without(right, left, whole);
  return {
    before,
    after,
    conditions: [...without(before, after, place), ...without(after, before, place)],
  };
}

/** Items of one list that the other has fewer of; of folded functions each kind counts once. */
function without(
  items: readonly Branch[],
  others: readonly Branch[],
  keyOf: (branch: Branch) => string,
): Branch[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const key = keyOf(other);
    left.set(key, other.owner === FOLDED ? Number.POSITIVE_INFINITY : (left.get(key) ?? 0) + 1);
  }
  return items.filter((item) => {
    const key = keyOf(item);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

const FOLDED = "*";
const CONDITIONAL = /^(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)$/;

interface Open {
  readonly path: string;
  /** Undefined for a branch that does not count. */
  readonly start: number | undefined;
}

function branchesOf(file: string, text: CText, folded: ReadonlySet<string>): Branch[] {
  const directives = listDirectives(encodeC(text));
  if (!directives.some(({ name }) => name.startsWith("if"))) return [];
  const functions = listFunctions(text);
  const guard = guardOf(text, directives);
  const found: Branch[] = [];
  const open: Open[] = [];
  const close = (end: number): void => {
    const branch = open.pop();
    if (branch?.start === undefined) return;
    const { start, path } = branch;
    const inside = functions.find((one) => one.start <= start && start < one.end)?.name ?? "";
    const owner = folded.has(inside) ? FOLDED : inside;
    found.push({ file, owner, path, body: bodyOf(text, start, end, directives), start });
  };
  for (const directive of directives) {
    if (!CONDITIONAL.test(directive.name)) continue;
    const words = wordsOf(text, directive);
    const opens = directive.name.startsWith("if");
    const previous = open.at(-1);
    if (!opens) close(directive.start);
    if (directive.name === "endif") continue;
    const outer = open.length === 0 ? "" : `${open.at(-1)!.path} > `;
    const path = opens ? `${outer}${words}` : `${previous?.path ?? ""} ${words}`;
    const counts = directive !== guard && !directive.isIfZero;
    open.push({ path, start: counts ? directive.end : undefined });
  }
  return found;
}

/** `#ifndef X`, `#define X` at the top, and an `#endif` at the end. */
function guardOf(text: CText, directives: readonly Directive[]): Directive | undefined {
  const [first, second] = directives;
  const nameOf = (directive: Directive | undefined, word: string): string | undefined =>
    directive?.name === word ? text.slice(directive.start, directive.end).split(/\s+/).at(1) : undefined;
  const name = nameOf(first, "ifndef");
  return name !== undefined && name === nameOf(second, "define") ? first : undefined;
}

/** Tokens, and what other directives say. */
function bodyOf(text: CText, start: number, end: number, directives: readonly Directive[]): CText {
  const words = readCode(text, start, end).tokens.map((token) => token.text);
  const inner = directives.filter((one) => start <= one.start && one.end <= end);
  const lines = inner.map((one) => wordsOf(text, one));
  return [...words, ...lines].join(" ");
}

/** A directive without comments and layout. */
function wordsOf(text: CText, { start, end }: Directive): string {
  const words = readCode(text, start + 1, end).tokens.map((token) => token.text);
  return `#${words.join(" ")}`;
}
