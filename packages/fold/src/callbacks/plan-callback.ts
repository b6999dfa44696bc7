import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import { listValues } from "../holes/list-values.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { Term } from "../syntax/term.ts";
import { functionHead, pointerType, sameHead } from "./function-head.ts";

/** Whether a hole is the name of a function in nothing but calls. */
export function isCallee(places: readonly HolePlace[]): boolean {
  return (
    places.length > 0 &&
    places.every(
      ({ node, ancestors }) =>
        node.field === "function" &&
        ancestors.at(-1)?.type === "call_expression" &&
        node.terms.every((term) => term?.type === "identifier"),
    )
  );
}

/**
 * A function pointer for functions that are called in the same place: they must be declared with one type, the very
 * type of the pointer, so that the call converts its arguments as before and kCFI accepts it.
 */
export function planCallback(
  hole: number,
  places: readonly HolePlace[],
  { members, scopes }: LoadedFamily,
  taken: ReadonlySet<string>,
): HoleParameter | Refusal {
  const terms = places[0].node.terms as readonly Term[];
  const values = terms.map(({ text }) => text);
  const isLocal = terms.some((term, i) => members[i].names.at.has(term.start));
  const heads = isLocal ? [] : values.map((value, i) => functionHead(value, scopes[i]));
  const [first] = heads;
  if (!first || heads.some((head) => !head || !sameHead(head, first))) {
    return refuse(
      "needs-callback",
      `The functions called (${listValues(values)}) are not known to be plain functions of one type.`,
    );
  }
  return { hole, name: nameCallback(values, taken), type: pointerType(first), values };
}

/** What the functions' names share behind the driver's own; `fn` when that is not to be told. */
function nameCallback(values: readonly string[], taken: ReadonlySet<string>): string {
  const words = values.map((value) => value.split("_").filter(Boolean));
  const [first] = words;
  const shared = first.filter((word) => words.every((list) => list.includes(word)));
  const own = first.length > shared.length && shared[0] === first[0] ? shared.slice(1) : shared;
  const tail = own.slice(-3);
  const suggestions = [
    ...(tail.length > 1 ? [tail.join("_")] : []),
    ...(tail.length > 0 ? [`${tail.join("_")}_fn`] : []),
    "fn",
    "callback",
  ];
  const name = suggestions.find((each) => /^[a-z]/.test(each) && !taken.has(each));
  return name ?? `fn${taken.size}`;
}
