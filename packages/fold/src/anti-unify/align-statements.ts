/**
 * Aligns the statement lists of N members so that statements which stand for each other share a column.
 *
 * Every list is aligned with the first one (centre star) by dynamic programming over the similarity of statements:
 * Dice's coefficient of their leaves, locals and literals blind. Statements below the floor never share a column.
 * O(members * a * b) similarity look-ups; lists in drivers have tens of statements. Lists beyond `MOST_CELLS` are
 * not aligned (one column for each side), which makes them holes, never an error.
 */
import { childIn, leavesOf, type Term } from "../syntax/term.ts";
import { dice, leafBag } from "./leaf-likeness.ts";
import type { NamePairs } from "./name-pairs.ts";

const FLOOR = 0.5;
const MOST_CELLS = 250_000;

/** Columns in order; a column holds each member's statement or undefined. */
export type Column = readonly (Term | undefined)[];

/** The columns of N lists. The first member's statements stay in order; so do every other member's. */
export function alignStatements(lists: readonly (readonly Term[])[], pairs: NamePairs): Column[] {
  const partners = lists.map((list, member) => alignWithFirst(lists[0], list, member, pairs));
  const columns: Column[] = [];
  const next = lists.map(() => 0);
  const flushInserted = (until: readonly number[]): void => {
    for (let member = 1; member < lists.length; member++) {
      for (; next[member] < until[member]; next[member]++) {
        columns.push(lists.map((list, i) => (i === member ? list[next[member]] : undefined)));
      }
    }
  };
  for (let i = 0; i < lists[0].length; i++) {
    const at = partners.map((partner) => partner[i]);
    flushInserted(at.map((index) => index ?? 0));
    columns.push(lists.map((list, member) => (at[member] === undefined ? undefined : list[at[member]!])));
    for (let member = 1; member < lists.length; member++) next[member] = (at[member] ?? next[member] - 1) + 1;
  }
  flushInserted(lists.map((list) => list.length));
  return columns;
}

/** Statements of one kind; locals of two basic types are two locals, each with a partner elsewhere or none. */
function canPair(a: Term, b: Term): boolean {
  if (a.type !== b.type) return false;
  const [mine, other] = [a, b].map((term) =>
    term.type === "declaration" ? childIn(term, "type") : undefined,
  );
  if (!mine || !other || !BASIC.test(mine.type) || !BASIC.test(other.type)) return true;
  return wordsOf(mine) === wordsOf(other);
}

const BASIC = /^(?:primitive_type|sized_type_specifier)$/;

function wordsOf(type: Term): string {
  return leavesOf(type)
    .map(({ text }) => text)
    .join(" ");
}

/** For each statement of the first list, the index of its partner. */
function alignWithFirst(
  first: readonly Term[],
  other: readonly Term[],
  member: number,
  pairs: NamePairs,
): (number | undefined)[] {
  if (member === 0) return first.map((_, i) => i);
  const width = other.length + 1;
  const partner: (number | undefined)[] = first.map(() => undefined);
  if ((first.length + 1) * width > MOST_CELLS) return partner;
  const bags = other.map((term) => leafBag(term, (leaf) => pairs.isLocal(leaf, member)));
  const score = new Float64Array((first.length + 1) * width);
  const likeness = first.map((term) => {
    const bag = leafBag(term, (leaf) => pairs.isLocal(leaf, 0));
    return bags.map((otherBag, j) => (canPair(term, other[j]) ? dice(bag, otherBag) : 0));
  });
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const paired = likeness[i][j] >= FLOOR ? likeness[i][j] + score[(i + 1) * width + j + 1] : 0;
      score[i * width + j] = Math.max(paired, score[(i + 1) * width + j], score[i * width + j + 1]);
    }
  }
  let i = 0;
  let j = 0;
  while (i < first.length && j < other.length) {
    const best = score[i * width + j];
    if (likeness[i][j] >= FLOOR && best === likeness[i][j] + score[(i + 1) * width + j + 1])
      partner[i++] = j++;
    else if (best === score[(i + 1) * width + j]) i++;
    else j++;
  }
  return partner;
}
