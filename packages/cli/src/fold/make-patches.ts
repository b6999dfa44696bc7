import { KindredError, type Skipped } from "@kindred/c-source";
import type { FamiliesDocument, Family, Strategy } from "@kindred/clones";
import { type FoldPlan, reuseFamilies, STRATEGY_IDS } from "@kindred/fold";
import type { Level, VerdictsDocument } from "@kindred/proof";
import { hasFlag, readText } from "../arguments/read-options.ts";
import { readWorkers } from "../find/collect-sources.ts";
import { readProofOptions } from "../prove/read-proof-options.ts";
import type { SeriesPatch } from "../series/series-patch.ts";
import { stateVerdict } from "../series/state-verdict.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import { createTreeReader } from "../tree/tree-reader.ts";
import type { VerbContext } from "../verb.ts";
import { type PlanRequest, planFold } from "./plan-fold.ts";
import { type ProofRequest, proveFolds } from "./prove-folds.ts";
import { readStrategies } from "./read-strategies.ts";
import { stackPlans } from "./stack-plans.ts";

/** A series before it is written. */
export interface MadePatches {
  readonly taken: readonly FoldPlan[];
  readonly patches: readonly SeriesPatch[];
  readonly skipped: readonly Skipped[];
  /** With `--prove`. */
  readonly verdicts?: VerdictsDocument;
  /** Folds that are proved in another shape than they had at first. */
  readonly reshaped: number;
}

/** Plans the folds of families as the command line says, and turns them into patches; with `--prove` into proved ones. */
export async function makePatches(context: VerbContext, document: FamiliesDocument): Promise<MadePatches> {
  const { args, config, terminal } = context;
  const request = {
    root: document.root,
    profile: config.macroProfile,
    terminal,
    workers: readWorkers(args),
    strategies: readStrategies(args) ?? STRATEGY_IDS,
  };
  const proof = hasFlag(args, "prove")
    ? readProofOptions(context, kernelOf(context, document.root))
    : undefined;
  const planned = await planFold({ ...request, families: withReuse(document, context, request.strategies) });
  const stack: ProofRequest["stack"] = (plans) => {
    const showProgress = createProgressLine(terminal, "fold: patches");
    return stackPlans({ ...planned, plans }, (done, total) => showProgress({ done, total }));
  };
  const stacked = await stack(planned.plans);
  const atLeast = readText(args, "at-least") as Level | undefined;
  const proved =
    proof &&
    (await proveFolds({
      stacked,
      proof,
      stack,
      replan: replanner(request),
      strategies: request.strategies,
      ...(atLeast === undefined ? {} : { atLeast }),
    }));
  const { taken, patches, skipped } = proved?.stacked ?? stacked;
  return {
    taken,
    patches: proved?.verdicts ? withVerdicts(patches, proved.verdicts) : patches,
    skipped: [...planned.skipped, ...skipped],
    reshaped: proved?.reshaped ?? 0,
    ...(proved?.verdicts ? { verdicts: proved.verdicts } : {}),
  };
}

/** The families, and ahead of them the single functions that the tree has already: to call what is there is cheapest. */
function withReuse(
  document: FamiliesDocument,
  { args }: VerbContext,
  strategies: readonly Strategy[],
): readonly Family[] {
  const isCut = ["top", "scope", "min-members"].some((name) => args.options.has(name));
  if (isCut || !strategies.includes("existing-helper")) return document.families;
  const tree = createTreeReader(findKernelRoot(document.root)?.path ?? document.root);
  return [...reuseFamilies(document, tree, prefixFromKernelRoot(document.root)), ...document.families];
}

/** Options that say how to prove say nothing without `--prove`. @throws KindredError E_USAGE */
export function requireProveForItsOptions({ args }: VerbContext): void {
  const given = ["at-least", "build", "cc", "configure", "time-limit", "includers"].find((name) =>
    args.options.has(name),
  );
  if (given === undefined || hasFlag(args, "prove")) return;
  throw new KindredError(
    "E_USAGE",
    `Option \`--${given}\` is about proofs, and none was asked for.`,
    "add --prove, or leave it out",
  );
}

function kernelOf({ args, cwd }: VerbContext, root: string): string {
  const given = readText(args, "kernel");
  if (given !== undefined) return requireKernel(given, cwd);
  return findKernelRoot(root)?.path ?? requireKernel(root, cwd);
}

function replanner(request: Omit<PlanRequest, "families">): ProofRequest["replan"] {
  const prefix = prefixFromKernelRoot(request.root);
  return async ({ family, otherFamilies = [] }, { files, ...wanted }, kept) => {
    const strategies = wanted.strategies.filter((id) => request.strategies?.includes(id) ?? true);
    if (strategies.length === 0) return [];
    const families = [family, ...otherFamilies].map((each) => ({
      ...each,
      members: each.members.filter(({ file }) => files?.has(prefix + file) ?? true),
    }));
    const { plans } = await planFold({ ...request, ...wanted, families, strategies, kept });
    return plans;
  };
}

function withVerdicts(
  patches: readonly SeriesPatch[],
  { patches: verdicts }: VerdictsDocument,
): readonly SeriesPatch[] {
  return patches.map((patch, i) => ({ ...patch, body: stateVerdict(patch.body, verdicts[i]!) }));
}
