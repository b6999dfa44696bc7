/** Two versions of a function, run on the same made-up worlds: whether the outside can tell them apart. */
import type { RunEvent } from "./machine.ts";
import { createOracle, type Oracle } from "./oracle.ts";
import type { Run, Runner } from "./run-function.ts";
import { UndefinedBehaviour, UnsupportedIr } from "./values.ts";

export type RunsAnswer =
  | {
      readonly kind: "same";
      readonly runs: number;
      /** Runs that were given up, since one side did what C leaves undefined. */
      readonly undefinedRuns: number;
      /** Share of the blocks, of both sides, that some run went through. */
      readonly reached: number;
    }
  | {
      readonly kind: "differs";
      /** What the outside sees first that is not the same. */
      readonly before: string;
      readonly after: string;
      /** The same events in another order. */
      readonly isReordered: boolean;
    }
  | { readonly kind: "unknown"; readonly reason: string };

const MOST_RUNS = 270;
/** Blocks that all runs may go through together, on both sides: bounds the time. */
const MOST_BLOCKS = 60_000;
/** Constants that a comparison or a case of a switch names. */
const CONSTANT = /(?<=^|[\s(])-?\d+(?=\s*(?:,|\)|$))/g;
const MOST_CONSTANTS = 64;

/** A function of a module. */
export interface Runnable {
  readonly runner: Runner;
  readonly name: string;
}

/** Runs two versions of a function. */
export function compareRuns(before: Runnable, after: Runnable): RunsAnswer {
  const both = [before, after] as const;
  const pool = constantsOf(both);
  const reached = new Set<string>();
  let [runs, undefinedRuns] = [0, 0];
  let blocksLeft = MOST_BLOCKS;
  try {
    for (let seed = 0; seed < MOST_RUNS; seed++) {
      if (blocksLeft <= 0) break;
      const oracle = createOracle(seed, pool);
      const pair = runBoth(both, oracle);
      if (pair === undefined) undefinedRuns++;
      if (pair === undefined) continue;
      runs++;
      blocksLeft -= pair[0].blocks + pair[1].blocks;
      for (const [side, run] of pair.entries())
        for (const block of run.reached) reached.add(`${side}${block}`);
      const difference = findDifference(pair[0], pair[1], oracle);
      if (difference !== undefined) return { kind: "differs", ...difference };
    }
  } catch (error) {
    if (error instanceof UnsupportedIr) return { kind: "unknown", reason: `The runs met ${error.message}` };
    throw error;
  }
  if (runs === 0) return { kind: "unknown", reason: "No run was without undefined behaviour" };
  const own = both.map(({ runner, name }, side) => {
    const labels = runner.module.functions.get(name)?.blocks.map(({ label }) => `${side}${name}${label}`);
    return labels ?? [];
  });
  const blocks = own.flat();
  const seen = blocks.filter((block) => reached.has(block)).length;
  return { kind: "same", runs, undefinedRuns, reached: seen / Math.max(1, blocks.length) };
}

/** Undefined where one side has undefined behaviour: then anything goes. */
function runBoth([before, after]: readonly [Runnable, Runnable], oracle: Oracle): [Run, Run] | undefined {
  try {
    return [before.runner.run(before.name, oracle), after.runner.run(after.name, oracle)];
  } catch (error) {
    if (error instanceof UndefinedBehaviour) return undefined;
    throw error;
  }
}

type Difference = Pick<Extract<RunsAnswer, { kind: "differs" }>, "before" | "after" | "isReordered">;

function findDifference(before: Run, after: Run, oracle: Oracle): Difference | undefined {
  const isWhole = before.isWhole && after.isWhole;
  const shorter = Math.min(before.events.length, after.events.length);
  const length = isWhole ? Math.max(before.events.length, after.events.length) : shorter;
  for (let at = 0; at < length; at++) {
    const [left, right] = [before.events[at], after.events[at]];
    const place = left && right && isSameEvent(left, right) ? findWritten(left, right, oracle) : ALL;
    if (place === undefined) continue;
    return {
      before: describe(left, place),
      after: describe(right, place),
      isReordered: place === ALL && isWhole && spell(before) === spell(after),
    };
  }
  return undefined;
}

const ALL = "";

function isSameEvent(left: RunEvent, right: RunEvent): boolean {
  if (left.what !== right.what || left.values.length !== right.values.length) return false;
  return left.values.every((value, at) => {
    const other = right.values[at];
    return value === other || value === undefined || other === undefined;
  });
}

/** What memory, or a local that the outside reaches, holds on one side only; undefined when nothing. */
function findWritten(left: RunEvent, right: RunEvent, oracle: Oracle): string | undefined {
  for (const at of new Set([...left.written.keys(), ...right.written.keys()])) {
    const [a, b] = [left, right].map(({ written, version }) => {
      const own = written.get(at);
      return own === undefined ? oracle.byte(at, version) : own;
    });
    if (a !== b && a !== null && b !== null) return `memory at 0x${at.toString(16)}`;
  }
  for (const [at, byte] of left.locals) {
    const other = right.locals.get(at);
    if (byte !== null && typeof other === "number" && byte !== other) return `a local at ${at}`;
  }
  return undefined;
}

function spell({ events }: Run): string {
  return events
    .map(({ what, values }) => `${what} ${values.join(" ")}`)
    .sort()
    .join("\n");
}

function describe(event: RunEvent | undefined, place: string): string {
  if (event === undefined) return "nothing more";
  const values = event.values.map((value) => value ?? "any").join(", ");
  return `${event.what} ${values}${place === "" ? "" : `, with other contents of ${place}`}`.trim();
}

/** Constants of the conditions of a function, on both sides, sorted. */
function constantsOf(runnables: readonly Runnable[]): bigint[] {
  const found = new Set<bigint>();
  for (const { runner, name } of runnables) {
    const lines = runner.module.functions.get(name)?.blocks.flatMap(({ instructions }) => instructions) ?? [];
    for (const line of lines.filter((text) => /\b(?:icmp|switch|and|sub|add)\b/.test(text))) {
      for (const [number] of line.matchAll(CONSTANT))
        if (found.size < MOST_CONSTANTS) found.add(BigInt(number));
    }
  }
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
