import { placesOf } from "../holes/hole-parameters.ts";
import type { FunctionDesign } from "../print/function-design.ts";
import { parametersOf } from "../syntax/bind-names.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { leavesOf } from "../syntax/term.ts";

/**
 * Names from outside that a helper's text uses; what its parameters stand for stays with the callers, and other helpers
 * have names of their own.
 */
export function freeNames(design: FunctionDesign): ReadonlySet<string> {
  const { members, body, moved: texts, parameters, entries = [], calls = [], places } = design;
  const { term, names } = members[body];
  const values = [...parameters, ...entries].flatMap((parameter) => placesOf(parameter, places));
  const replaced = [...values.map(({ node }) => node), ...calls.map(({ callee }) => callee)].map(
    ({ terms }) => terms[body]!,
  );
  const gone = parametersOf(term).filter((_, index) => design.dropped?.has(index));
  const isReplaced = (at: number): boolean =>
    [...replaced, ...gone].some(({ start, end }) => start <= at && at < end);
  const free = leavesOf(term).filter(
    (leaf) =>
      /^(?:type_)?identifier$/.test(leaf.type) && !names.at.has(leaf.start) && !isReplaced(leaf.start),
  );
  const types = parameters.flatMap(({ field, type }) => (field ? cTokens(type).filter(isWord) : []));
  const moved = texts.flatMap((text) => cTokens(text).filter(isWord));
  return new Set([...free, ...moved, ...types].map(({ text }) => text));
}
