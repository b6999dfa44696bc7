import { type CParser, type CText, type Edit, KindredError } from "@kindred/c-source";
import { CFile } from "@kindred/codemod";
import type { FileEdits } from "../fold-plan.ts";
import type { SourceFiles } from "../members/source-file.ts";
import { leastAcrossModules } from "../plan/least-net.ts";
import { columnOf } from "../print/columns.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FoldDesign, MemberSite } from "./fold-design.ts";
import { performOperations } from "./fold-operation.ts";
import type { HelperHome } from "./helper-home.ts";
import { type PlacedFold, type PlaceOptions, placeFold } from "./place-fold.ts";
import { findRemovals, type IsFree, type Removals } from "./removable-members.ts";

/** A fold with its edits. */
export interface LaidOutFold extends PlacedFold {
  readonly name: string;
  readonly edits: readonly FileEdits[];
  /** Lines it takes away, less those it adds. */
  readonly net: number;
}

export interface LayOutContext {
  readonly sources: SourceFiles;
  readonly parser: CParser;
  readonly isFree: IsFree;
  /** The helper's name, when the members at these indexes go away. */
  nameFor(removed: Removals): string | undefined;
}

/**
 * Lays a fold out and computes its edits. A first try removes members where it can and documents the helper in full;
 * if that gains no lines, a short comment is tried; if calls cannot be retargeted, all members stay as wrappers.
 */
export function layOutFold(
  design: FoldDesign,
  home: HelperHome,
  context: LayOutContext,
): LaidOutFold | Refusal {
  const best = findRemovals(design, context.isFree, context.sources);
  const across = home.shared ? leastAcrossModules(design.helper.kind, design.sites.length) : 1;
  const least = Math.max(
    design.leastNet ?? 1,
    home.shared?.leastNet ?? 1,
    home.library?.leastNet ?? 1,
    across,
  );
  return firstThatPays([best, NO_REMOVALS], least, (removals, isBrief) => {
    const name = context.nameFor(removals);
    const { isFree, sources } = context;
    return name === undefined
      ? undefined
      : tryLayOut(design, { name, home, removals, isBrief, isFree, sources }, context);
  });
}

/** All members stay. */
export const NO_REMOVALS: Removals = { calls: new Map(), comment: undefined };

/**
 * The first of some layouts that gains enough: each choice of what goes away, documented in full, then briefly. A choice
 * that finds no name (undefined) is passed over; when none will do, the last one's reason is given.
 */
export function firstThatPays<Choice, Made extends Pick<LaidOutFold, "net">>(
  choices: readonly Choice[],
  least: number,
  layOut: (choice: Choice, isBrief: boolean) => Made | Refusal | undefined,
): Made | Refusal {
  let refusal = refuse("no-free-name", "Every name that suits the helper is taken.");
  for (const choice of choices) {
    for (const isBrief of [false, true]) {
      const made = layOut(choice, isBrief);
      if (made === undefined) continue;
      if ("reason" in made) refusal = made;
      else if (made.net >= least) return made;
      else refusal = refuse("net-not-positive", costOf(-made.net, least));
    }
  }
  return refusal;
}

function costOf(extraLines: number, least: number): string {
  if (extraLines < 0)
    return `The fold would take ${-extraLines} ${extraLines === -1 ? "line" : "lines"} away; a helper like this one must save ${least}.`;
  if (extraLines === 0) return "The fold would add as many lines as it takes away.";
  return `The fold would add ${extraLines} ${extraLines === 1 ? "line" : "lines"} more than it takes away.`;
}

function tryLayOut(design: FoldDesign, options: PlaceOptions, context: LayOutContext): LaidOutFold | Refusal {
  const placed = placeFold(design, options);
  if (!placed) {
    return refuse(
      "type-not-in-header",
      `${options.home.header!.path} has no place for the prototype, or not all of its types.`,
    );
  }
  const finished = finishLayOut(placed, design.sites, context);
  return isRefusal(finished) ? finished : { ...placed, ...finished, name: options.name };
}

/** The edits that a placed fold comes to, and what they gain; or why they would not do. */
export function finishLayOut(
  { files }: Pick<PlacedFold, "files">,
  sites: readonly MemberSite[],
  context: Pick<LayOutContext, "sources" | "parser" | "isFree">,
): Pick<LaidOutFold, "edits" | "net"> | Refusal {
  try {
    const edits = files.map((each) => editsOf(each, context));
    const isClaimable = edits.every((each) =>
      each.edits.every((edit) => context.isFree(each.file, edit.start, edit.end)),
    );
    if (!isClaimable)
      return refuse("overlaps-earlier-fold", "A call of a member is changed by an earlier fold.");
    if (edits.some(({ edits: list }) => list.some((edit) => isTooWide(edit.text, sites)))) {
      return refuse("lines-too-long", "A line of the fold would be longer than 100 columns.");
    }
    const net = edits.reduce(
      (sum, each) => sum + netLines(context.sources.open(each.file)?.text ?? "", each),
      0,
    );
    return { edits, net };
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    return refuse("overlaps-earlier-fold", error.message);
  }
}

function editsOf(
  { file, base, operations }: PlacedFold["files"][number],
  { sources, parser }: Pick<LayOutContext, "sources" | "parser">,
): FileEdits {
  const source = sources.open(file);
  const text = base ?? source?.text ?? "";
  const target = new CFile(parser, file, text, source ? { functions: source.functions } : {});
  try {
    performOperations(target, operations);
    const edits = target.finish().map((edit) => withoutEqualLines(target.text, edit));
    return base === undefined ? { file, edits } : { file, base, edits };
  } finally {
    target.free();
  }
}

/** An edit without the whole lines that it leaves as they are: what is only inserted stands in nobody's way. */
function withoutEqualLines(text: CText, edit: Edit): Edit {
  const before = text.slice(edit.start, edit.end);
  if (before !== "" && edit.text.startsWith(`${before}\n`))
    return { start: edit.end, end: edit.end, text: edit.text.slice(before.length) };
  const old = before.split(/(?<=\n)/);
  const lines = edit.text.split(/(?<=\n)/);
  const most = Math.min(old.length, lines.length);
  let ahead = 0;
  while (ahead < most && old[ahead] === lines[ahead]) ahead++;
  let behind = 0;
  while (behind < most - ahead && old.at(-1 - behind) === lines.at(-1 - behind)) behind++;
  const kept = (part: readonly string[]): string => part.slice(ahead, part.length - behind).join("");
  const start = edit.start + old.slice(0, ahead).join("").length;
  return { start, end: start + kept(old).length, text: kept(lines) };
}

/** What checkpatch calls too long, unless the line stands so in a member. */
const MOST_COLUMNS = 100;

function isTooWide(text: string, sites: readonly MemberSite[]): boolean {
  return text
    .split("\n")
    .some(
      (line) =>
        columnOf(line, line.length) > MOST_COLUMNS &&
        !sites.some(({ member }) => member.text.includes(line.trim())),
    );
}

/** Lines that edits take away, less those they add; a file that is made is added with all it begins with. */
function netLines(text: string, { edits, base }: FileEdits): number {
  const before = base ?? text;
  return edits.reduce(
    (net, edit) => net + countLines(before.slice(edit.start, edit.end)) - countLines(edit.text),
    -countLines(base ?? ""),
  );
}

function countLines(piece: string): number {
  return piece.split("\n").length - 1;
}
