import type { Family } from "@kindred/clones";
import { analyseFamily, type LoadedFamily, loadFamily, splitFamily } from "./analyse-family.ts";
import type { FoldPlan, FoldRequest, FoldResult } from "./fold-plan.ts";
import { attachedComment } from "./members/attached-comment.ts";
import type { FoldMember, LoadContext } from "./members/fold-member.ts";
import { ownMacros } from "./members/macro-table.ts";
import { openSources, type SourceFile } from "./members/source-file.ts";
import { writeMessage } from "./message/patch-message.ts";
import { driverName, nameHelper } from "./naming/helper-name.ts";
import { ClaimedRanges } from "./place/claimed-ranges.ts";
import type { FoldDesign } from "./place/fold-design.ts";
import { chooseHomes, type HelperHome } from "./place/helper-home.ts";
import { type LaidOutFold, layOutFold } from "./place/lay-out-fold.ts";
import { createModuleFinder, type FindModules } from "./place/linked-modules.ts";
import type { Removals } from "./place/removable-members.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

interface Planning extends LoadContext {
  readonly request: FoldRequest;
  readonly findModules: FindModules;
  readonly claimed: ClaimedRanges;
  /** Names that plans so far have given to helpers. */
  readonly taken: Set<string>;
}

/**
 * A plan, or a reason, for every family. Families are taken in the order given (best payoff first): a function that
 * an earlier plan changes is not changed again, so the plans' edits never overlap. A family that cannot be folded as
 * a whole may give a plan for each part of it that can. Pure but for `request.tree`.
 */
export async function planFolds(request: FoldRequest): Promise<FoldResult> {
  const planning: Planning = {
    request,
    tree: request.tree,
    parser: request.parser,
    memberPrefix: request.memberPrefix,
    sources: openSources(request.tree),
    findModules: createModuleFinder(request.tree),
    claimed: new ClaimedRanges(),
    taken: new Set(),
  };
  const folds: PreparedFold[] = [];
  const skipped: FoldResult["skipped"][number][] = [];
  request.families.forEach((family, i) => {
    const made = planFamily(family, planning);
    if (isRefusal(made)) skipped.push({ subject: family.id, ...made });
    else folds.push(...made);
    request.onProgress?.(i + 1, request.families.length);
  });
  return { plans: await writePlans(folds), skipped };
}

/** One plan for the whole family, or one for each part of it that can be folded by itself, whichever saves more. */
function planFamily(family: Family, planning: Planning): PreparedFold[] | Refusal {
  const loaded = loadFamily(family, planning);
  if (isRefusal(loaded)) return loaded;
  const whole = prepareFold(loaded, planning);
  const split = splitFamily(loaded);
  const parts = split.map((part) => prepareFold(part, planning));
  const saved = (fold: PreparedFold | Refusal): number => (isRefusal(fold) ? 0 : fold.laidOut.net);
  const inParts = parts.reduce((sum, part) => sum + saved(part), 0);
  if (inParts === 0 || inParts < saved(whole)) return isRefusal(whole) ? whole : [takeFold(whole, planning)];
  // Parts were laid out without knowledge of each other: one that another has got in the way of is laid out anew.
  const taken: PreparedFold[] = [];
  for (const [i, part] of parts.entries()) {
    const fold = isRefusal(part) || isStillFree(part, planning) ? part : prepareFold(split[i], planning);
    if (!isRefusal(fold)) taken.push(takeFold(fold, planning));
  }
  return taken;
}

interface PreparedFold {
  readonly design: FoldDesign;
  readonly laidOut: LaidOutFold;
}

function prepareFold(loaded: LoadedFamily, planning: Planning): PreparedFold | Refusal {
  const design = analyseFamily(loaded, planning);
  if (isRefusal(design)) return design;
  const { claimed } = planning;
  const taken = design.members.find(
    (member) => !claimed.isFree(member.file.path, memberStart(member), member.span.end),
  );
  if (taken)
    return refuse("overlaps-earlier-fold", `${taken.member.function}() is changed by an earlier fold.`);
  const homes = chooseHomes(design, planning.sources, planning.findModules);
  if (isRefusal(homes)) return homes;
  return prepareInFirst(homes, design, planning);
}

/** The first home that takes the helper; when none does, what the first one lacks. */
function prepareInFirst(
  homes: readonly HelperHome[],
  design: FoldDesign,
  planning: Planning,
): PreparedFold | Refusal {
  let refusal: Refusal | undefined;
  for (const home of homes) {
    const laidOut = layOutFold(design, home, {
      sources: planning.sources,
      parser: planning.parser,
      isFree: (file, start, end) => planning.claimed.isFree(file, start, end),
      nameFor: (removals) => chooseName(design, home, removals, planning),
    });
    if (!isRefusal(laidOut)) return { design, laidOut };
    refusal ??= laidOut;
  }
  return refusal!;
}

/** Whether a fold that was laid out earlier still finds its lines and its name unused. */
function isStillFree({ laidOut }: PreparedFold, { claimed, taken }: Planning): boolean {
  const isClear = laidOut.edits.every(({ file, edits }) =>
    edits.every((edit) => claimed.isFree(file, edit.start, edit.end)),
  );
  return isClear && !taken.has(laidOut.name);
}

function memberStart({ file, span }: FoldMember): number {
  return attachedComment(file, span.start)?.start ?? span.start;
}

/** A name that no file in sight bears; a member that goes away may leave its own to the helper. */
function chooseName(
  design: FoldDesign,
  home: HelperHome,
  removals: Removals,
  planning: Planning,
): string | undefined {
  const { request, taken } = planning;
  const gone = design.members.filter((_, i) => removals.calls.has(i));
  const files = filesInSight(design, home, planning);
  const isFree = (name: string): boolean => {
    const heirs = gone.filter(({ span }) => span.name === name).map(({ file }) => file);
    const isSpare = files.every((file) => !file.words.has(name) || heirs.includes(file));
    return isSpare && !taken.has(name) && (heirs.length > 0 || (request.isNameFree?.(name) ?? true));
  };
  const names = design.members.map(({ member }) => member.function);
  return nameHelper(names, driverName(home.file.path), isFree, design.parameters.length === 0);
}

/** The members' files and their own headers; for a helper that other files see, all C of the folder as well. */
function filesInSight(
  { members }: FoldDesign,
  home: HelperHome,
  { sources, request }: Planning,
): SourceFile[] {
  const files = new Set(members.flatMap(({ file }) => ownMacros(file, sources).files));
  if (home.header) {
    const folder = home.file.path.slice(0, home.file.path.lastIndexOf("/"));
    for (const name of request.tree.list(folder)) {
      const file = /\.[ch]$/.test(name) ? sources.open(`${folder}/${name}`) : undefined;
      if (file) files.add(file);
    }
  }
  return [...files];
}

/** Claims what a fold changes, so that later folds keep away. */
function takeFold(fold: PreparedFold, { claimed, taken }: Planning): PreparedFold {
  for (const { file, edits } of fold.laidOut.edits) {
    for (const edit of edits) claimed.add(file, edit.start, edit.end);
  }
  for (const member of fold.design.members)
    claimed.add(member.file.path, memberStart(member), member.span.end);
  taken.add(fold.laidOut.name);
  return fold;
}

/** Mails and codemods of folds. ts-morph holds the TypeScript compiler: it is loaded only when there is something to write. */
async function writePlans(folds: readonly PreparedFold[]): Promise<FoldPlan[]> {
  if (folds.length === 0) return [];
  const { writeCodemod, writeCodemodMeta } = await import("./codemod/write-codemod.ts");
  return folds.map(({ design, laidOut }) => ({
    family: design.family,
    strategy: design.strategy,
    helper: laidOut.name,
    helperFile: laidOut.helperFile,
    helperText: laidOut.helperText,
    files: laidOut.edits,
    removedFunctions: laidOut.removedFunctions,
    ...writeMessage(design, laidOut, laidOut.name),
    codemod: writeCodemod(design, laidOut.name, laidOut.files),
    codemodMeta: writeCodemodMeta(design, laidOut.name),
  }));
}
