/**
 * Folds that compile but are not proved are tried in other shapes: those that the proof advises, best first. A shape is
 * planned beside all folds that stand, and proved by itself, as a series of its own; so a round costs no more than what
 * it tries. What has the better verdict stays, and among equals what takes more lines away. Each round takes one shape
 * from every open fold, so there are no more rounds than shapes.
 */
import type { FoldPlan } from "@kindred/fold";
import { type HelperShape, LEVELS, type Level, type PatchVerdict } from "@kindred/proof";
import { type ProofOptions, proveStacked } from "./prove-stacked.ts";
import type { StackedPlans } from "./stack-plans.ts";
import { type WantedFold, wantedFor } from "./wanted-fold.ts";

export interface ReshapeRequest {
  readonly proof: ProofOptions;
  stack(plans: readonly FoldPlan[]): Promise<StackedPlans>;
  /** Other folds of the members of one, beside the folds that stand. */
  replan(plan: FoldPlan, wanted: WantedFold, kept: readonly FoldPlan[]): Promise<readonly FoldPlan[]>;
}

export interface ReshapedFolds {
  readonly plans: readonly FoldPlan[];
  /** What was tried for a fold of `plans` and did not help. */
  readonly tried: ReadonlyMap<FoldPlan, readonly TriedShape[]>;
  /** How many folds are proved now, in another shape. */
  readonly proved: number;
}

export interface TriedShape {
  readonly shape: HelperShape;
  /** What came of it, in words. */
  readonly outcome: string;
}

/** A way to fold some members, and what it came to. */
interface Outcome {
  readonly plans: readonly FoldPlan[];
  readonly level: Level;
  readonly net: number;
}

interface OpenFold {
  readonly plan: FoldPlan;
  readonly verdict: PatchVerdict;
  readonly shapes: HelperShape[];
  readonly tried: TriedShape[];
  best: Outcome;
}

/** Tries other shapes for the folds of a series that are not proved. */
export async function reshapeFolds(
  { taken, patches }: StackedPlans,
  verdicts: readonly PatchVerdict[],
  request: ReshapeRequest,
): Promise<ReshapedFolds> {
  const open = taken.flatMap((plan, i): OpenFold[] => {
    const verdict = verdicts[i]!;
    const shapes = verdict.level === "builds" ? advisedShapes(verdict) : [];
    const best = { plans: [plan], level: verdict.level, net: patches[i]!.entry.net };
    return shapes.length === 0 ? [] : [{ plan, verdict, shapes, tried: [], best }];
  });
  const standing = (): FoldPlan[] =>
    taken.flatMap((plan) => open.find((each) => each.plan === plan)?.best.plans ?? [plan]);
  while (open.some(({ shapes }) => shapes.length > 0)) await tryRound(open, standing, request);
  const proved = open.filter(({ best }) => isProved(best.level));
  const others = open.filter(({ best, tried }) => !isProved(best.level) && tried.length > 0);
  const notes = others.flatMap(({ best, tried }) => best.plans.map((plan) => [plan, tried] as const));
  return { plans: standing(), tried: new Map(notes), proved: proved.length };
}

/** The shapes that are advised for any file of a patch. */
function advisedShapes({ files }: PatchVerdict): HelperShape[] {
  return [...new Set(files.flatMap(({ advice = [] }) => advice.map(({ shape }) => shape)))];
}

function isProved(level: Level): boolean {
  return level === "identical" || level === "equivalent";
}

interface Trial {
  readonly fold: OpenFold;
  readonly shape: HelperShape;
  readonly plans: readonly FoldPlan[];
}

/** Plans the next shape of each open fold, and proves all of them together. */
async function tryRound(
  open: readonly OpenFold[],
  standing: () => FoldPlan[],
  request: ReshapeRequest,
): Promise<void> {
  const trials: Trial[] = [];
  for (const fold of open) {
    const others = standing().filter((plan) => !fold.best.plans.includes(plan));
    const kept = [...others, ...trials.flatMap(({ plans }) => plans)];
    const trial = await planNext(fold, kept, request);
    if (trial !== undefined) trials.push(trial);
  }
  if (trials.length === 0) return;
  const stacked = await request.stack(trials.flatMap(({ plans }) => plans));
  if (stacked.patches.length === 0) return;
  const { patches } = await proveStacked(stacked, request.proof);
  for (const trial of trials) settle(trial, stacked, patches);
}

/** The next shape that there is a fold in; undefined when none is left. */
async function planNext(
  fold: OpenFold,
  kept: readonly FoldPlan[],
  { replan }: ReshapeRequest,
): Promise<Trial | undefined> {
  for (let shape = fold.shapes.shift(); shape !== undefined; shape = fold.shapes.shift()) {
    const wanted = wantedFor(shape, fold.plan, fold.verdict);
    const plans = wanted === undefined ? [] : await replan(fold.plan, wanted, kept);
    if (plans.length > 0 && !isSame(plans, fold.best.plans)) return { fold, shape, plans };
    fold.tried.push({ shape, outcome: "there is none" });
  }
  return undefined;
}

function isSame(one: readonly FoldPlan[], other: readonly FoldPlan[]): boolean {
  const edits = (plans: readonly FoldPlan[]): string => JSON.stringify(plans.map(({ files }) => files));
  return edits(one) === edits(other);
}

function settle(
  { fold, shape, plans }: Trial,
  stacked: StackedPlans,
  verdicts: readonly PatchVerdict[],
): void {
  const places = stacked.taken.flatMap((plan, i) => (plans.includes(plan) ? [i] : []));
  if (places.length === 0) {
    fold.tried.push({ shape, outcome: "saves no line" });
    return;
  }
  const ranks = places.map((i) => LEVELS.indexOf(verdicts[i]!.level));
  const outcome: Outcome = {
    plans: places.map((i) => stacked.taken[i]!),
    level: LEVELS[Math.max(...ranks)]!,
    net: places.reduce((sum, i) => sum + stacked.patches[i]!.entry.net, 0),
  };
  if (isBetter(outcome, fold.best)) fold.best = outcome;
  else fold.tried.push({ shape, outcome: outcome.level });
  if (isProved(fold.best.level)) fold.shapes.length = 0;
}

function isBetter(one: Outcome, other: Outcome): boolean {
  const rank = LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level);
  return rank < 0 || (rank === 0 && one.net > other.net);
}
