/**
 * Whole statements that some members have and others don't, or have in another form: the helper gets a constant
 * `bool` parameter, and the statement stands under `if (flag)`, the other form under `else`.
 *
 * A difference that no value parameter can take (`val |= X` against `val &= ~X`) is widened to the statement around
 * it. Each statement must come in exactly two forms, "nothing" being one; statements that divide the members alike
 * share a flag, and neighbours among them stand under one `if`. Declarations without a value are not put under an
 * `if`: the helper has them all. The limits keep a helper from becoming two functions in one.
 */
import { type SkeletonNode, walkSkeleton } from "../anti-unify/skeleton.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens } from "../syntax/c-tokens.ts";
import { isFlaggable, isIdleDeclaration } from "./flaggable.ts";
import { statementAround } from "./statement-around.ts";
import { variantsOf } from "./statement-variants.ts";

/** Neighbouring statements of one list that divide the members alike. */
export interface FlagRun {
  readonly sites: readonly HolePlace[];
  /** Index into {@link FlagPlan.divisions}; undefined for declarations, which all members can have. */
  readonly division: number | undefined;
}

export interface FlagPlan {
  readonly runs: readonly FlagRun[];
  /** For each flag, which members are on the first one's side. */
  readonly divisions: readonly (readonly boolean[])[];
}

const MOST_FLAGS = 2;
const MOST_RUNS = 4;
/** Lines under flags, and their share of the longest member's. */
const MOST_LINES = 12;
const MOST_SHARE = 0.4;

/** How the statements around these places are put under flags, or why they cannot be. */
export function planFlags(places: readonly HolePlace[], loaded: LoadedFamily): FlagPlan | Refusal {
  const sites = new Map<SkeletonNode, HolePlace>();
  for (const place of places) {
    const site = statementAround(place);
    if (!site) return refuse("needs-statement-hole", "Statements differ where none can be left out.");
    sites.set(site.node, site);
  }
  const outer = inOrder(sites, loaded.unifier.root).filter(
    ({ ancestors }) => !ancestors.some((node) => sites.has(node)),
  );
  const divisions: boolean[][] = [];
  const divided: { site: HolePlace; division: number | undefined }[] = [];
  for (const site of outer) {
    const division = divide(site, loaded);
    if (typeof division === "string") return refuse("needs-statement-hole", division);
    divided.push({ site, division: division && numberOf(division, divisions) });
  }
  if (divisions.length > MOST_FLAGS)
    return refuse("needs-statement-hole", `Statements differ in ${divisions.length} independent ways.`);
  const runs = joinNeighbours(divided);
  return refuseLong(runs, loaded) ?? { runs, divisions };
}

function inOrder(sites: ReadonlyMap<SkeletonNode, HolePlace>, root: SkeletonNode): HolePlace[] {
  const found: HolePlace[] = [];
  walkSkeleton(root, (node) => {
    const site = sites.get(node);
    if (site) found.push(site);
  });
  return found;
}

/** Which members are on the first one's side; undefined for declarations; a sentence when the place takes no flag. */
function divide(site: HolePlace, { members, scopes, unifier }: LoadedFamily): boolean[] | string | undefined {
  const variants = variantsOf(site, members, unifier.pairs);
  const kinds = new Set(variants);
  if (kinds.size !== 2) return `A statement comes in ${kinds.size} forms.`;
  const { terms } = site.node;
  if (terms.every((term) => !term || isIdleDeclaration(term))) {
    return kinds.has("") ? undefined : "Declarations differ.";
  }
  for (const [i, term] of terms.entries()) {
    if (!term) continue;
    const text = members[i].text.slice(term.start, term.end);
    if (!isFlaggable(term, text, scopes[i]) || callsItself(i, term.start, term.end))
      return "A statement differs that cannot stand under a condition.";
  }
  if (
    kinds.has("") &&
    site.ancestors.at(-1)!.type === "case_statement" &&
    terms.some((term) => JUMP.test(term?.type ?? ""))
  )
    return "A case would go on into the next one only for some members.";
  return variants.map((variant) => variant === variants[0]);

  function callsItself(index: number, start: number, end: number): boolean {
    const { names } = members[index];
    return [...names.at].some(([at, id]) => id === names.self && at >= start && at < end);
  }
}

const JUMP = /^(?:return|goto|break|continue)_statement$/;

function numberOf(division: boolean[], divisions: boolean[][]): number {
  const known = divisions.findIndex((each) => each.every((side, i) => side === division[i]));
  return known >= 0 ? known : divisions.push(division) - 1;
}

function joinNeighbours(divided: readonly { site: HolePlace; division: number | undefined }[]): FlagRun[] {
  const runs: { sites: HolePlace[]; division: number | undefined }[] = [];
  for (const { site, division } of divided) {
    const last = runs.at(-1);
    const isSame = division !== undefined && last?.division === division;
    if (last && isSame && isNext(last.sites.at(-1)!, site)) last.sites.push(site);
    else runs.push({ sites: [site], division });
  }
  return runs;
}

function isNext(a: HolePlace, b: HolePlace): boolean {
  const list = a.ancestors.at(-1)!;
  return list === b.ancestors.at(-1) && list.children.indexOf(b.node) === list.children.indexOf(a.node) + 1;
}

function refuseLong(runs: readonly FlagRun[], { members }: LoadedFamily): Refusal | undefined {
  const flagged = runs.filter(({ division }) => division !== undefined);
  if (flagged.length > MOST_RUNS)
    return refuse("needs-statement-hole", `Statements differ in ${flagged.length} places.`);
  if (flagged.some((run) => !isPlain(run, members)))
    return refuse("needs-statement-hole", "Statements differ inside; two copies under a flag are no gain.");
  const lines = flagged
    .flatMap(({ sites }) => sites)
    .reduce(
      (sum, { node }) => sum + Math.max(...node.terms.map((term, i) => linesOf(term, members[i].text))),
      0,
    );
  const longest = Math.max(...members.map(({ span }) => span.endLine - span.startLine + 1));
  return lines > Math.min(MOST_LINES, longest * MOST_SHARE)
    ? refuse("needs-statement-hole", `${lines} lines of statements differ.`)
    : undefined;
}

/** Lines of each of two forms of one statement: longer ones would be the duplicate that the fold is to remove. */
const MOST_FORM_LINES = 3;

function isPlain({ sites }: FlagRun, members: readonly FoldMember[]): boolean {
  const shared = sites.filter(({ node }) => node.terms.every((term) => term !== undefined));
  return shared.every(({ node }) =>
    node.terms.every((term, i) => linesOf(term, members[i].text) <= MOST_FORM_LINES),
  );
}

function linesOf(term: { start: number; end: number } | undefined, text: string): number {
  if (!term) return 0;
  const piece = text.slice(term.start, term.end);
  return cTokens(piece).length === 0 ? 0 : piece.split("\n").length;
}
