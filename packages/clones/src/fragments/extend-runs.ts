import type { Place } from "../families/draft-family.ts";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import type { SeedGroup } from "./group-seeds.ts";
import { hashRun, StatementRuns } from "./statement-runs.ts";

/** Equal runs, as long as all places agree. */
export interface RunGroup {
  readonly places: readonly Place[];
  readonly tokens: number;
  /** Of the statements' keys: orders groups by content. */
  readonly hash: number;
}

/** Grows each group of seeds to the right while all of its places agree. */
export function findLongestRuns(corpus: Corpus, groups: readonly SeedGroup[]): RunGroup[] {
  const outlines = new Map<number, Outline>();
  const outlineOf = (f: number) => {
    let outline = outlines.get(f);
    if (outline === undefined) {
      outline = loadOutline(corpus, f);
      outlines.set(f, outline);
    }
    return outline;
  };
  return groups.flatMap((group) => extend(group, outlineOf));
}

/** What growing needs to know of a function: kept for all functions with a common seed. */
interface Outline {
  readonly keys: Int32Array;
  readonly ends: Int32Array;
  readonly braces: Int8Array;
  readonly isCase: Uint8Array;
  /** Whether a run may end before a statement. */
  readonly canEnd: Uint8Array;
}

const runs = new StatementRuns();

function loadOutline(corpus: Corpus, f: number): Outline {
  runs.load(symbolsOf(corpus, f));
  const { count } = runs;
  return {
    keys: runs.keys.slice(0, count),
    ends: runs.statements.end.slice(0, count),
    braces: Int8Array.from({ length: count }, (_, s) => runs.braces(s)),
    isCase: Uint8Array.from({ length: count }, (_, s) => (runs.isCase(s) ? 1 : 0)),
    canEnd: Uint8Array.from({ length: count + 1 }, (_, s) => (runs.isWhole(0, s) ? 1 : 0)),
  };
}

function extend(group: SeedGroup, outlineOf: (f: number) => Outline): RunGroup[] {
  const first = outlineOf(group.functions[0]);
  const start = group.statements[0];
  const others = group.functions.map((f, i) => ({ outline: outlineOf(f), start: group.statements[i] }));
  const limit = nearestRepetition(group);
  let depth = 0;
  let whole = 0;
  for (let length = 0; length < limit && start + length < first.keys.length; length++) {
    const key = first.keys[start + length];
    if (!others.every(({ outline, start: at }) => outline.keys[at + length] === key)) break;
    if (depth === 0 && first.isCase[start + length] === 1) break;
    depth += first.braces[start + length];
    if (depth < 0) break;
    const next = length + 1;
    if (depth === 0 && others.every(({ outline, start: at }) => outline.canEnd[at + next] === 1))
      whole = next;
  }
  if (whole === 0) return [];
  const places = others.map(({ outline, start: at }, i) => ({
    f: group.functions[i],
    from: outline.ends[at - 1],
    to: outline.ends[at + whole - 1],
  }));
  const tokens = places[0].to - places[0].from;
  return [{ places, tokens, hash: hashRun(first.keys, start, start + whole) }];
}

/** Two places in one function: the run must not grow into its own repetition. */
function nearestRepetition({ functions, statements }: SeedGroup): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < functions.length; i++) {
    if (functions[i] === functions[i - 1]) nearest = Math.min(nearest, statements[i] - statements[i - 1]);
  }
  return nearest;
}
