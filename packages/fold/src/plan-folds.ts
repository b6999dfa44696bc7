import { type Edit, KindredError } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { CFile } from "@kindred/codemod";
import { analyseFamily, type LoadedFamily, loadFamily, splitFamily } from "./analyse-family.ts";
import { writeCodemod, writeCodemodMeta } from "./codemod/write-codemod.ts";
import type { FileEdits, FoldPlan, FoldRequest, FoldResult } from "./fold-plan.ts";
import { attachedComment } from "./members/attached-comment.ts";
import type { LoadContext } from "./members/fold-member.ts";
import { ownMacros } from "./members/macro-table.ts";
import { openSources } from "./members/source-file.ts";
import { writeMessage } from "./message/patch-message.ts";
import { driverName, nameHelper } from "./naming/helper-name.ts";
import { ClaimedRanges } from "./place/claimed-ranges.ts";
import type { FoldDesign } from "./place/fold-design.ts";
import { foldInFile, type IsFree, type PlacedFold } from "./place/fold-in-file.ts";
import { performOperations } from "./place/fold-operation.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

interface Planning extends LoadContext {
  readonly request: FoldRequest;
  readonly claimed: ClaimedRanges;
  /** Names that plans so far have given to helpers. */
  readonly taken: Set<string>;
}

/**
 * A plan, or a reason, for every family. Families are taken in the order given (best payoff first): a function that
 * an earlier plan changes is not changed again, so the plans' edits never overlap. Pure but for `request.tree`.
 */
export function planFolds(request: FoldRequest): FoldResult {
  const planning: Planning = {
    request,
    parser: request.parser,
    memberPrefix: request.memberPrefix,
    sources: openSources(request.tree),
    claimed: new ClaimedRanges(),
    taken: new Set(),
  };
  const plans: FoldPlan[] = [];
  const skipped: FoldResult["skipped"][number][] = [];
  request.families.forEach((family, i) => {
    const made = planFamily(family, planning);
    if (isRefusal(made)) skipped.push({ subject: family.id, ...made });
    else plans.push(...made);
    request.onProgress?.(i + 1, request.families.length);
  });
  return { plans, skipped };
}

/** One plan for the whole family; where that cannot be, one for each part of it that can be folded by itself. */
function planFamily(family: Family, planning: Planning): FoldPlan[] | Refusal {
  const loaded = loadFamily(family, planning);
  if (isRefusal(loaded)) return loaded;
  const whole = planPart(loaded, planning);
  if (!isRefusal(whole)) return [whole];
  const parts = splitFamily(loaded).map((part) => planPart(part, planning));
  const plans = parts.filter((part): part is FoldPlan => !isRefusal(part));
  return plans.length > 0 ? plans : whole;
}

function planPart(loaded: LoadedFamily, planning: Planning): FoldPlan | Refusal {
  const design = analyseFamily(loaded, planning);
  if (isRefusal(design)) return design;
  const overlap = refuseOverlap(design, planning);
  if (overlap) return overlap;
  const [first] = design.members;
  if (design.members.some((member) => member.file !== first.file)) {
    return refuse(
      "crosses-modules",
      "The members are in different files; folding across files is not done yet.",
    );
  }
  const name = chooseName(design, planning);
  if (name === undefined) return refuse("no-free-name", "Every name that suits the helper is taken.");
  const documented = placeFold(design, name, false, planning);
  if (isRefusal(documented)) return documented;
  if (netOf(documented, planning) > 0) return finishPlan(design, name, documented, planning);
  const brief = placeFold(design, name, true, planning);
  if (isRefusal(brief)) return brief;
  const net = netOf(brief, planning);
  return net > 0
    ? finishPlan(design, name, brief, planning)
    : refuse("net-not-positive", `The fold would add ${-net} lines more than it takes away.`);
}

function refuseOverlap(design: FoldDesign, { claimed }: Planning): Refusal | undefined {
  const taken = design.members.find(
    ({ file, span }) => !claimed.isFree(file.path, memberStart({ file, span }), span.end),
  );
  return (
    taken && refuse("overlaps-earlier-fold", `${taken.member.function}() is changed by an earlier fold.`)
  );
}

function memberStart({ file, span }: Pick<FoldDesign["members"][number], "file" | "span">): number {
  return attachedComment(file, span.start)?.start ?? span.start;
}

function chooseName(design: FoldDesign, { request, taken, sources }: Planning): string | undefined {
  const files = [...new Set(design.members.flatMap(({ file }) => ownMacros(file, sources).files))];
  const isFree = (name: string): boolean =>
    !taken.has(name) && !files.some((file) => file.words.has(name)) && (request.isNameFree?.(name) ?? true);
  const names = design.members.map(({ member }) => member.function);
  return nameHelper(names, driverName(design.members[0].file.path), isFree);
}

interface LaidOut extends PlacedFold {
  readonly edits: readonly FileEdits[];
}

/** Lays the fold out; where retargeted calls cannot be written down one by one, all members stay as wrappers. */
function placeFold(
  design: FoldDesign,
  name: string,
  isBrief: boolean,
  planning: Planning,
): LaidOut | Refusal {
  const unclaimed: IsFree = (file, start, end) => planning.claimed.isFree(file, start, end);
  let failure = "";
  for (const isFree of [unclaimed, () => false]) {
    const placed = foldInFile(design, name, { isFree, isBrief });
    try {
      const edits = placed.files.map(({ file, operations }) => {
        const source = planning.sources.open(file)!;
        const target = new CFile(planning.parser, file, source.text);
        performOperations(target, operations);
        const done = { file, edits: target.finish() };
        target.free();
        return done;
      });
      if (edits.every((each) => isClaimable(each, planning))) return { ...placed, edits };
      failure = "A call of it is changed by an earlier fold.";
    } catch (error) {
      if (!(error instanceof KindredError)) throw error;
      failure = error.message;
    }
  }
  return refuse("overlaps-earlier-fold", failure);
}

function isClaimable({ file, edits }: FileEdits, { claimed }: Planning): boolean {
  return edits.every((edit) => claimed.isFree(file, edit.start, edit.end));
}

function finishPlan(design: FoldDesign, name: string, placed: LaidOut, planning: Planning): FoldPlan {
  for (const { file, edits } of placed.edits) {
    for (const edit of edits) planning.claimed.add(file, edit.start, edit.end);
  }
  for (const { file, span } of design.members)
    planning.claimed.add(file.path, memberStart({ file, span }), span.end);
  planning.taken.add(name);
  return {
    family: design.family,
    strategy: design.strategy,
    helper: name,
    helperFile: placed.helperFile,
    helperText: placed.helperText,
    files: placed.edits,
    removedFunctions: placed.removedFunctions,
    ...writeMessage(design, placed, name),
    codemod: writeCodemod(design, name, placed.files),
    codemodMeta: writeCodemodMeta(design, name),
  };
}

function netOf({ edits }: LaidOut, { sources }: Planning): number {
  return edits.reduce((sum, each) => sum + netLines(sources.open(each.file)!.text, each.edits), 0);
}

/** Lines that edits take away, less those they add. */
function netLines(text: string, edits: readonly Edit[]): number {
  const count = (piece: string): number => piece.split("\n").length - 1;
  return edits.reduce((net, edit) => net + count(text.slice(edit.start, edit.end)) - count(edit.text), 0);
}
