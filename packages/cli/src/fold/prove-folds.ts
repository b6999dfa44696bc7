/**
 * A fold that does not hold is no fold: every patch is proved, and one that fails is dropped and its members are
 * planned again with what is left of the strategies. Of failing patches that share a file only the first is dropped at
 * a time, since the others may fail for its sake. Each round takes a strategy from some members, so the rounds end;
 * patches that did not change are in the proof's cache. Those that compile and are not proved are tried in other
 * shapes (`reshape-folds.ts`), and what is weaker than asked for is left out in the end.
 */
import type { Skipped } from "@kindred/c-source";
import type { Strategy } from "@kindred/clones";
import { type FoldPlan, STRATEGY_IDS } from "@kindred/fold";
import { LEVELS, type Level, type PatchVerdict, type VerdictsDocument } from "@kindred/proof";
import { noteTried, TRIED } from "./note-tried.ts";
import { proveStacked } from "./prove-stacked.ts";
import { type ReshapedFolds, type ReshapeRequest, reshapeFolds } from "./reshape-folds.ts";
import type { StackedPlans } from "./stack-plans.ts";

export interface ProofRequest extends ReshapeRequest {
  readonly stacked: StackedPlans;
  /** Strategies that may be used; all, unless said. */
  readonly strategies?: readonly Strategy[];
  /** What is weaker is left out. */
  readonly atLeast?: Level;
}

export interface ProvedPlans {
  readonly stacked: StackedPlans;
  /** None when there is no patch. */
  readonly verdicts?: VerdictsDocument;
  /** How many folds are proved in a shape that they had not at first. */
  readonly reshaped: number;
}

type Held = Omit<ProvedPlans, "reshaped">;

/** Proves patches until none fails, and tries other shapes where that may prove what is only compiled. */
export async function proveFolds(request: ProofRequest): Promise<ProvedPlans> {
  const held = await proveUntilHeld(request);
  if (held.verdicts === undefined) return { ...held, reshaped: 0 };
  const { plans, tried, proved } = await reshapeFolds(held.stacked, held.verdicts.patches, request);
  const isNew = plans.some((plan, i) => plan !== held.stacked.taken[i]);
  const again = isNew ? await restack(plans, held.stacked.skipped, request) : held;
  const final = await leaveOutWeaker(withTried(again, tried), request);
  return { ...final, reshaped: proved };
}

async function restack(
  plans: readonly FoldPlan[],
  skipped: readonly Skipped[],
  request: ProofRequest,
): Promise<Held> {
  const stacked = await request.stack(plans);
  return proveUntilHeld({ ...request, stacked: { ...stacked, skipped: [...skipped, ...stacked.skipped] } });
}

/** Patches that say what else was tried. */
function withTried(held: Held, tried: ReshapedFolds["tried"]): Held {
  if (held.verdicts === undefined || tried.size === 0) return held;
  const patches = held.verdicts.patches.map((verdict, i) => {
    const shapes = tried.get(held.stacked.taken[i]!);
    return shapes === undefined ? verdict : noteTried(verdict, shapes);
  });
  return { ...held, verdicts: { ...held.verdicts, patches } };
}

/** Without the patches that are weaker than asked for, until none is. */
async function leaveOutWeaker(held: Held, request: ProofRequest): Promise<Held> {
  const { atLeast } = request;
  if (atLeast === undefined || held.verdicts === undefined) return held;
  const verdicts = held.verdicts.patches;
  const isWeak = (i: number): boolean => LEVELS.indexOf(verdicts[i]!.level) > LEVELS.indexOf(atLeast);
  const { taken, skipped } = held.stacked;
  if (!taken.some((_, i) => isWeak(i))) return held;
  const weak = taken.flatMap((plan, i) => (isWeak(i) ? [tooWeak(plan, verdicts[i]!, atLeast)] : []));
  const left = taken.filter((_, i) => !isWeak(i));
  return leaveOutWeaker(await restack(left, [...skipped, ...weak], request), request);
}

function tooWeak({ family, helper, strategy }: FoldPlan, verdict: PatchVerdict, atLeast: Level): Skipped {
  const file = verdict.files.find(({ level }) => level === verdict.level);
  const why = file === undefined ? "" : ` ${file.file}: ${firstLine(file.cause?.shown ?? file.difference)}.`;
  const tried = verdict.notes.filter((note) => note.startsWith(TRIED));
  const detail = [`The ${strategy} into ${helper} is ${verdict.level}, not ${atLeast}.${why}`, ...tried];
  return { subject: family.id, reason: "proof-failed", detail: detail.join(" ") };
}

async function proveUntilHeld(request: ProofRequest): Promise<Held> {
  const failed = new Map<FoldPlan, readonly Strategy[]>();
  const skipped: Skipped[] = [...request.stacked.skipped];
  let { stacked } = request;
  while (stacked.patches.length > 0) {
    const verdicts = await proveStacked(stacked, request.proof);
    const culprits = findCulprits(stacked, verdicts);
    if (culprits.size === 0) return { stacked: { ...stacked, skipped }, verdicts };
    const plans: FoldPlan[] = stacked.taken.filter((plan) => !culprits.has(plan));
    for (const [plan, verdict] of culprits) {
      const without = [...(failed.get(plan) ?? []), plan.strategy];
      const strategies = (request.strategies ?? STRATEGY_IDS).filter((id) => !without.includes(id));
      const others = await request.replan(plan, { strategies }, [...plans]);
      for (const other of others) failed.set(other, without);
      plans.push(...others);
      if (others.length === 0) skipped.push(proofFailed(plan, verdict));
    }
    stacked = await request.stack(plans);
    skipped.push(...stacked.skipped);
  }
  return { stacked: { ...stacked, skipped } };
}

/** The plans whose patches fail, but for those behind another one that fails in the same file. */
function findCulprits(
  { taken }: StackedPlans,
  { patches }: VerdictsDocument,
): ReadonlyMap<FoldPlan, PatchVerdict> {
  const culprits = new Map<FoldPlan, PatchVerdict>();
  const tainted = new Set<string>();
  for (const [i, plan] of taken.entries()) {
    const verdict = patches[i];
    if (verdict?.level !== "fails") continue;
    if (!plan.files.some(({ file }) => tainted.has(file))) culprits.set(plan, verdict);
    for (const { file } of plan.files) tainted.add(file);
  }
  return culprits;
}

/** Names the fold, the file and what went wrong there, as far as one line can. */
function proofFailed({ family, helper, strategy }: FoldPlan, { files, notes }: PatchVerdict): Skipped {
  const worst = files.find(({ level }) => level === "fails");
  const why = worst === undefined ? notes[0] : `${worst.file}: ${worst.difference}`;
  return {
    subject: family.id,
    reason: "proof-failed",
    detail: `The ${strategy} into ${helper} did not hold, and there is no other: ${firstLine(why)}.`,
  };
}

function firstLine(text: string | null | undefined): string {
  return (text ?? "no reason was given").split("\n")[0]!.replace(/[.\s]+$/, "");
}
