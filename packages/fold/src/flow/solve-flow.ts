import type { ControlFlow, FlowNode } from "./control-flow.ts";
import type { Effect } from "./effects.ts";

/** Sets of locals as bits. */
export type LocalSet = bigint;

export function hasLocal(set: LocalSet, id: number): boolean {
  return ((set >> BigInt(id)) & 1n) === 1n;
}

const bit = (id: number): LocalSet => 1n << BigInt(id);

/** Some nodes of a flow; what lies outside of them is answered by `outside`. */
export type FlowPart = ReadonlySet<number>;

/** Whether a use may read what a local held when the part began: an address may be read through where there is something. */
export type IsUse = (effect: Effect) => boolean;

/** Any look at a local: a call that is given its address may read it. */
const everyUse: IsUse = ({ kind }) => kind !== "write" && kind !== "declare" && kind !== "mention";

/**
 * Locals whose value may be read later, at the beginning of every node of a part (backward data flow, to the
 * fixpoint). `outside` says what is live at nodes that the part leads to but does not hold.
 */
export function liveBefore(
  { nodes }: ControlFlow,
  part: FlowPart,
  outside: (node: number) => LocalSet,
  isUse: IsUse = everyUse,
): (node: number) => LocalSet {
  const live = new Map<number, LocalSet>();
  const at = (node: number): LocalSet => (part.has(node) ? (live.get(node) ?? 0n) : outside(node));
  const backwards = [...part].sort((a, b) => b - a);
  let isStable = false;
  while (!isStable) {
    isStable = true;
    for (const id of backwards) {
      const after = nodes[id].next.reduce((set, next) => set | at(next), 0n);
      const before = nodes[id].effects.reduceRight((set, effect) => stepBack(set, effect, isUse), after);
      if (before === at(id)) continue;
      live.set(id, before);
      isStable = false;
    }
  }
  return at;
}

function stepBack(set: LocalSet, effect: Effect, isUse: IsUse): LocalSet {
  if (isUse(effect)) return set | bit(effect.local);
  return effect.kind === "mention" ? set : set & ~bit(effect.local);
}

/** What is known of the values of locals at the beginning of a node. */
export interface Assigned {
  /** Locals that have a value on every path here; an address given to a call counts. */
  readonly surely: LocalSet;
  /** Locals that have a value on some path here. */
  readonly maybe: LocalSet;
}

/** Which locals have values, at the beginning of every node (forward data flow). `given`: the parameters. */
export function assignedBefore(flow: ControlFlow, given: readonly number[]): (node: number) => Assigned {
  const { nodes, entry } = flow;
  const all = (1n << 4096n) - 1n;
  const parameters = given.reduce((set, id) => set | bit(id), 0n);
  const surely: LocalSet[] = nodes.map(() => all);
  const maybe: LocalSet[] = nodes.map(() => 0n);
  const isReached = nodes.map(() => false);
  surely[entry] = parameters;
  maybe[entry] = parameters;
  isReached[entry] = true;
  const queue = [entry];
  while (queue.length > 0) {
    const id = queue.pop()!;
    const out = nodes[id].effects.reduce(stepForward, { surely: surely[id], maybe: maybe[id] });
    for (const next of nodes[id].next) {
      const both = surely[next] & out.surely;
      const either = maybe[next] | out.maybe;
      if (isReached[next] && both === surely[next] && either === maybe[next]) continue;
      surely[next] = both;
      maybe[next] = either;
      isReached[next] = true;
      queue.push(next);
    }
  }
  return (node) =>
    isReached[node] ? { surely: surely[node], maybe: maybe[node] } : { surely: 0n, maybe: 0n };
}

function stepForward({ surely, maybe }: Assigned, { kind, local }: Effect): Assigned {
  if (kind === "read" || kind === "mention" || kind === "escape") return { surely, maybe };
  if (kind === "declare") return { surely: surely & ~bit(local), maybe: maybe & ~bit(local) };
  const isSure = kind !== "touch";
  return { surely: isSure ? surely | bit(local) : surely, maybe: maybe | bit(local) };
}

/** Nodes that can be reached from a node without leaving a part. */
export function reachableIn(nodes: readonly FlowNode[], part: FlowPart, start: number): ReadonlySet<number> {
  const seen = new Set([start]);
  const queue = [start];
  while (queue.length > 0) {
    for (const next of nodes[queue.pop()!].next) {
      if (seen.has(next) || !part.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return seen;
}
