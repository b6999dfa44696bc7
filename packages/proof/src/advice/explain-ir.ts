/**
 * Why two modules of LLVM IR that should be one program are not the same graph. Every function and datum that differs
 * is asked; the gravest answer is the file's. A function's answer comes from running both versions of it on the same
 * made-up worlds (`interpret/run-function.ts`): a run that the outside can tell apart shows that the code really
 * differs, and how; when no run can, only the form differs, and the form of both says which way. Nothing that is said
 * here makes a patch proved: runs are tests.
 */
import { type MaskedNames, withRenamed } from "../compare/masked-names.ts";
import { canonicalModule, FOLDED_FUNCTION, staticFunctions } from "../ir/canonical-module.ts";
import { type IrModule, readIr } from "../ir/read-ir.ts";
import type { DifferenceCause, DifferenceKind } from "../verdicts.ts";
import { compareForms } from "./compare-forms.ts";
import { excerpt } from "./excerpt.ts";
import { compareRuns, type RunsAnswer } from "./interpret/compare-runs.ts";
import { openModule, type RunModule } from "./interpret/module.ts";
import { createRunner } from "./interpret/run-function.ts";

/** A module as the strongest rung compares it, and one that is still near the source, to be run. */
export interface SideIr {
  readonly optimised: string;
  readonly plain: string;
}

/** Gravest first: what a reader must look at before all else. */
const GRAVITY: readonly DifferenceKind[] = [
  "different",
  "effect-order",
  "data",
  "helper-elsewhere",
  "unknown",
  "static-state",
  "function-names",
  "inlining",
  "control-flow",
  "reassociation",
];

/** Fewer blocks than this share were seen by no run: then runs that agree say nothing. */
const LEAST_REACHED = 0.5;
const MOST_FUNCTIONS = 24;
/** Pairs of functions that became one. */
const MOST_FOLDED = 6;

/**
 * The gravest of the differences between two modules; undefined when there is none.
 * @param elsewhere Functions that other sources define and that may be linked in on either side.
 */
export function explainIr(
  before: SideIr,
  after: SideIr,
  names: MaskedNames,
  elsewhere: ReadonlySet<string> = new Set(),
): DifferenceCause | undefined {
  const differing = findDiffering(before.optimised, after.optimised, names);
  if (differing.length === 0) return undefined;
  const pair = openPair(before.plain, after.plain, names, elsewhere);
  const isFunction = ({ label }: Differing): boolean =>
    label === FOLDED_FUNCTION || label.startsWith("function ");
  const functions = differing.filter(isFunction);
  const first = gravest([
    ...functions.slice(0, MOST_FUNCTIONS).flatMap((each) => explainFunction(each, pair) ?? []),
    ...differing.filter((each) => !isFunction(each)).map(explainData),
  ]);
  const others = differing.length - 1;
  return first === undefined || others === 0 ? first : { ...first, others };
}

/** The first of those that a reader must look at before all others. */
function gravest(causes: readonly DifferenceCause[]): DifferenceCause | undefined {
  return [...causes].sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}

interface Differing {
  readonly label: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs between two modules, as the rungs see it. */
function findDiffering(before: string, after: string, names: MaskedNames): Differing[] {
  const [from, to] = [readIr(before), readIr(after)];
  const masked = withRenamed(names, staticFunctions(from), staticFunctions(to));
  const [left, right] = [canonicalModule(from, masked), canonicalModule(to, masked)];
  const labels = [...new Set([...left.keys(), ...right.keys()])].sort();
  return labels.flatMap((label) => {
    const [a, b] = [left, right].map((module) => module.get(label)?.join("\n"));
    return a === b ? [] : [{ label, before: a, after: b }];
  });
}

interface Pair {
  /** As they are, and with the names of functions that became one taken for one. */
  readonly exact: readonly [RunModule, RunModule];
  readonly masked: readonly [RunModule, RunModule];
  enters(name: string): boolean;
  folded(name: string): boolean;
  /** Calls of either side that cannot be looked into here. */
  readonly hidden: readonly ReadonlyMap<string, ReadonlySet<string>>[];
}

function openPair(before: string, after: string, names: MaskedNames, elsewhere: ReadonlySet<string>): Pair {
  const sources = [readIr(before), readIr(after)] as const;
  const own = sources.map(({ functions }) => new Set(functions.map(({ name }) => name)));
  const left = canonicalModule(sources[0]);
  const right = canonicalModule(sources[1]);
  const isFolded = (name: string): boolean => names.folded.has(name.slice(1));
  const enters = (name: string): boolean => {
    const isHere = own.some((functions) => functions.has(name));
    const isEverywhere = own.every((functions) => functions.has(name));
    if (!isHere) return false;
    if (!isEverywhere || isFolded(name)) return true;
    return left.get(`function ${name}`)?.join() !== right.get(`function ${name}`)?.join();
  };
  const isElsewhere = (name: string): boolean => isFolded(name) || elsewhere.has(name.slice(1));
  const foldedLabel = (name: string): string | undefined => (isFolded(name) ? FOLDED_FUNCTION : undefined);
  const open = (source: IrModule): RunModule => openModule(source, foldedLabel);
  const openMasked = (source: IrModule): RunModule =>
    openModule(source, (name) => foldedLabel(name) ?? callSiteName(source, name, names));
  return {
    exact: [open(sources[0]), open(sources[1])],
    masked: [openMasked(sources[0]), openMasked(sources[1])],
    enters,
    folded: isFolded,
    hidden: sources.map((source) => hiddenCalls(source, isElsewhere)),
  };
}

/** By the function that calls it: what another source defines, and this module does not. */
function hiddenCalls(
  { functions }: IrModule,
  isElsewhere: (name: string) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const defined = new Set(functions.map(({ name }) => name));
  return new Map(
    functions.map(({ name, blocks }) => {
      const lines = blocks.flatMap(({ instructions }) => instructions);
      const called = lines.flatMap((line) => line.match(/@[-\w.$]+(?=\()/g) ?? []);
      return [name, new Set(called.filter((callee) => isElsewhere(callee) && !defined.has(callee)))];
    }),
  );
}

/** The label of a string that is the name of a function which the patch changes. */
function callSiteName({ globals }: IrModule, name: string, names: MaskedNames): string | undefined {
  const text = /\bc"([^"\\]*)\\00"/.exec(globals.get(name)?.slice(0, 400) ?? "")?.[1];
  return text !== undefined && names.callSites.has(text) ? "the name of a changed function" : undefined;
}

function explainFunction(differing: Differing, pair: Pair): DifferenceCause | undefined {
  const { label, before, after } = differing;
  const parts = { function: label.replace(/^function @?/, ""), ...excerpt(before, after) };
  if (before === undefined || after === undefined) return undefined; // whoever calls it differs too
  const found = namesOf(label, pair).map((names) => explainRuns(names, differing, pair, parts));
  const none = { ...parts, kind: "unknown" as const, shown: "It is not one function on both sides." };
  return gravest(found) ?? none;
}

/** The names of a function before and after; several where functions became one. */
function namesOf(label: string, { exact, folded }: Pair): [string, string][] {
  if (label !== FOLDED_FUNCTION) {
    const name = label.slice("function ".length);
    return exact.every(({ functions }) => functions.has(name)) ? [[name, name]] : [];
  }
  const [before, after] = exact.map(({ functions }) => [...functions.keys()].filter((name) => folded(name)));
  return before!
    .flatMap((name) => after!.map((other): [string, string] => [name, other]))
    .slice(0, MOST_FOLDED);
}

function explainRuns(
  names: [string, string],
  differing: Differing,
  pair: Pair,
  parts: Parts,
): DifferenceCause {
  const hidden = oneSided(...names.map((name, side) => pair.hidden[side]!.get(name) ?? new Set<string>()));
  if (hidden !== undefined) {
    const shown = `${hidden.slice(1)}() is defined in another file and cannot be put in place in this one, so its call stays.`;
    return { ...parts, kind: "helper-elsewhere", shown };
  }
  const isOwn = (callee: string): boolean => pair.exact.some(({ functions }) => functions.has(callee));
  const answer = runPair(names, pair.exact, pair);
  if (answer.kind === "unknown") return { ...parts, kind: "unknown", shown: `${answer.reason}.` };
  if (answer.kind === "same") return explainForm(answer, differing, parts, isOwn);
  const seen = `A run: before \`${answer.before}\`, after \`${answer.after}\`.`;
  if (runPair(names, pair.masked, pair).kind === "same")
    return {
      ...parts,
      kind: "function-names",
      shown: `${seen} Equal with names of functions held constant.`,
    };
  const kind = answer.isReordered ? "effect-order" : "different";
  return { ...parts, kind, shown: seen };
}

/** The first that one set has and the other has not. */
function oneSided(...[one, other]: ReadonlySet<string>[]): string | undefined {
  return [...one!].find((each) => !other!.has(each)) ?? [...other!].find((each) => !one!.has(each));
}

/**
 * Functions that both sides have alike are not looked into at first. Where one side calls such a function and the other
 * has it in it, that is no difference: then every function is looked into.
 */
function runPair(names: [string, string], modules: Pair["exact"], { enters }: Pair): RunsAnswer {
  const run = (isEntered: (name: string) => boolean): RunsAnswer => {
    const [before, after] = modules.map((module, side) => ({
      name: names[side]!,
      runner: createRunner(module, isEntered),
    }));
    return compareRuns(before!, after!);
  };
  const isOwn = (name: string): boolean => modules.some(({ functions }) => functions.has(name));
  const answer = run(enters);
  if (answer.kind !== "differs") return answer;
  const called = [answer.before, answer.after].map((event) => /^call (@[-\w.$]+)/.exec(event)?.[1]);
  const isOneSided = called[0] !== called[1] && called.some((name) => name !== undefined && isOwn(name));
  return isOneSided ? run(isOwn) : answer;
}

type Parts = Pick<DifferenceCause, "function" | "before" | "after">;

function explainForm(
  { runs, undefinedRuns, reached }: Extract<RunsAnswer, { kind: "same" }>,
  { before = "", after = "" }: Differing,
  parts: Parts,
  isOwn: (callee: string) => boolean,
): DifferenceCause {
  const share = `${Math.round(reached * 100)}%`;
  if (reached < LEAST_REACHED || undefinedRuns > runs) {
    const left = undefinedRuns > 0 ? `, and ${undefinedRuns} more came to undefined behaviour` : "";
    const shown = `${runs} runs agree, but they reach only ${share} of its blocks${left}.`;
    return { ...parts, kind: "unknown", shown };
  }
  const kind = compareForms(before, after, isOwn);
  const shown = `${runs} runs of both sides, through ${share} of its blocks, do the same.`;
  return { ...parts, kind, shown: kind === "data" ? "Its linkage, parameters or attributes differ." : shown };
}

function explainData({ label, before, after }: Differing): DifferenceCause {
  const isState = /^data .*@\d+$/.test(label);
  const side = before === undefined ? "only after" : after === undefined ? "only before" : "on both sides";
  return {
    kind: isState ? "static-state" : "data",
    function: label.replace(/^data /, ""),
    ...excerpt(before, after),
    shown: side === "on both sides" ? "Its content differs." : `It is there ${side}.`,
  };
}
