import type { CText } from "@kindred/c-source";
import { arrangeArguments, type HelperParameters } from "../fields/arrange-arguments.ts";
import type { LocalVariable } from "../flow/local-variable.ts";
import type { FoldOperation } from "../place/fold-operation.ts";
import { wrapList } from "../print/wrap-list.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { FragmentInterface, PlannedRun } from "./fragment-interface.ts";
import { returnType } from "./run-exits.ts";
import { isOnlyIn } from "./run-locals.ts";

/** One run's use of the helper: what it was, and what the helper is given on top. */
export interface RunCall {
  readonly run: PlannedRun;
  readonly values: readonly CText[];
  /** The parameters that these are for. */
  readonly takes: HelperParameters;
}

/** The changes of one function: its runs become calls, and locals that only they used go. */
export function callRuns(
  calls: readonly RunCall[],
  shared: FragmentInterface,
  helper: string,
): FoldOperation[] {
  const { name } = calls[0].run.flow.host.span;
  const replaced = new Map<CText, { text: CText; count: number }>();
  for (const call of calls) {
    const { old, text } = replaceRun(call, shared, helper);
    const before = replaced.get(old);
    replaced.set(old, { text, count: (before?.count ?? 0) + 1 });
  }
  const names = unusedLocals(calls, shared).map((variable) => variable.name);
  return [
    ...[...replaced].map(
      ([old, { text, count }]): FoldOperation => ({ kind: "replace-in", function: name, old, text, count }),
    ),
    ...(names.length === 0 ? [] : [{ kind: "remove-locals" as const, function: name, names }]),
  ];
}

/** Why the changes of one function cannot be told apart by their text, or its locals by their names. */
export function refuseCalls(calls: readonly RunCall[], shared: FragmentInterface): Refusal | undefined {
  const { host, variables } = calls[0].run.flow;
  const texts = new Map<CText, CText>();
  for (const call of calls) {
    const { old, text } = replaceRun(call, shared, "h");
    if ((texts.get(old) ?? text) !== text || host.text.split(old).length - 1 !== countOf(calls, old, shared))
      return refuse("fragment-bounds", `The run in ${host.member.function}() stands there once more.`);
    texts.set(old, text);
  }
  const label = unusedLabel(calls);
  if (label !== undefined)
    return refuse("jumps-out", `Nothing in ${host.member.function}() would jump to ${label} any more.`);
  const gone = unusedLocals(calls, shared);
  const stuck = gone.find(({ isComputed }) => isComputed);
  if (stuck)
    return refuse(
      "unusual-local",
      `${stuck.name} in ${host.member.function}() is given a value that nobody would read.`,
    );
  const twice = gone.find(
    ({ name }) => [...variables.values()].filter((each) => each.name === name).length > 1,
  );
  return twice === undefined
    ? undefined
    : refuse("unusual-local", `${host.member.function}() declares ${twice.name} twice.`);
}

function countOf(calls: readonly RunCall[], old: CText, shared: FragmentInterface): number {
  return calls.filter((call) => replaceRun(call, shared, "h").old === old).length;
}

/** The lines of a run, from the newline before them on, and the call that takes their place. */
function replaceRun(
  { run, values, takes }: RunCall,
  shared: FragmentInterface,
  helper: string,
): { old: CText; text: CText } {
  const { host, run: range } = run.flow;
  const start = host.text.lastIndexOf("\n", range.start - 1);
  const indent = host.text.slice(start + 1, range.start);
  const own = shared.parameters.map((slot) => argument(run, shared, slot));
  const args = arrangeArguments(own, values, takes);
  const label = labelBehind(run);
  return {
    old: host.text.slice(start, range.end + label.length),
    text: `\n${callText(run, shared, { indent, helper, args })}${label.replace(/\n[^\n]*$/, "")}`,
  };
}

/** What stands between a run and the colon of a label behind it to which only the run jumps; it goes with the jumps. */
function labelBehind({ flow: { host, run }, exits }: PlannedRun): CText {
  const outside = `${host.text.slice(0, run.start)}${host.text.slice(run.end)} ${exits.leave}`;
  const [between, name] = /^\s*\n[ \t]*(\w+):(?=\n)/.exec(host.text.slice(run.end)) ?? [];
  if (between === undefined || !labelsOf(exits).includes(name!) || jumpsTo(outside, name!)) return "";
  return between;
}

/** A label that only these runs jump to and that would stay without a jump. */
function unusedLabel(calls: readonly RunCall[]): string | undefined {
  const { host } = calls[0].run.flow;
  let outside = host.text;
  for (const { run } of [...calls].sort((a, b) => b.run.flow.run.start - a.run.flow.run.start))
    outside = outside.slice(0, run.flow.run.start) + outside.slice(run.flow.run.end);
  const left = outside + calls.map(({ run }) => run.exits.leave).join(" ");
  const gone = calls.filter(({ run }) => labelBehind(run) === "");
  return gone.flatMap(({ run }) => labelsOf(run.exits)).find((name) => !jumpsTo(left, name));
}

function labelsOf({ jumps }: PlannedRun["exits"]): string[] {
  const gotos = jumps.filter(({ statement }) => statement.type === "goto_statement");
  return gotos.flatMap(({ statement }) => statement.children.find(({ named }) => named)?.text ?? []);
}

function jumpsTo(text: CText, label: string): boolean {
  return new RegExp(`\\bgoto\\s+${label}\\b`).test(text);
}

function argument({ locals }: PlannedRun, { passing }: FragmentInterface, slot: number): CText {
  const { name, shape } = locals[slot].variable;
  return passing[slot] === "object" && shape !== "array" ? `&${name}` : name;
}

interface CallParts {
  readonly indent: CText;
  readonly helper: string;
  readonly args: readonly CText[];
}

function callText(run: PlannedRun, shared: FragmentInterface, { indent, helper, args }: CallParts): CText {
  const call = (lead: string, tail: string): CText => wrapList(`${indent}${lead}${helper}(`, args, tail);
  const { exits, flow, locals } = run;
  if (shared.kind === "flag") return `${call("if (!", "))")}\n${indent}\t${exits.leave}`;
  if (shared.kind === "error") {
    const { name } = flow.variables.get(exits.error!)!;
    return `${call(`${name} = `, ");")}\n${indent}if (${name})\n${indent}\t${exits.leave}`;
  }
  if (shared.kind === "ends") {
    if (returnType(flow) !== "void") return call("return ", ");");
    return isLastStatement(run) ? call("", ");") : `${call("", ");")}\n${indent}return;`;
  }
  const result = shared.result === undefined ? undefined : locals[shared.result];
  // Only some runs' functions may read the result; the others may not even declare it any more.
  return call(result?.isOutput ? `${result.variable.name} = ` : "", ");");
}

/** Whether nothing stands behind a run in its function. */
function isLastStatement({ flow: { host, run } }: PlannedRun): boolean {
  return /^[\s}]*$/.test(host.text.slice(run.end)) && host.text.slice(run.end).split("}").length === 2;
}

/** Locals that nothing but the runs used, and that the helper has for itself. */
function unusedLocals(calls: readonly RunCall[], { passing, error }: FragmentInterface): LocalVariable[] {
  const [{ run }] = calls;
  const runs = calls.map((call) => call.run.flow.run);
  const ids = calls.flatMap(({ run: each }) =>
    each.locals
      .filter((local, slot) => passing[slot] === "own" && slot !== error && !local.isOutput)
      .map(({ variable }) => variable),
  );
  const kept = new Set(calls.flatMap(({ run: each }) => assignedOutside(each, passing, error)));
  return [...new Set(ids)].filter((variable) => !kept.has(variable.id) && isOnlyIn(run.flow, variable, runs));
}

/** Locals that the calls themselves name. */
function assignedOutside(
  { locals, exits }: PlannedRun,
  passing: FragmentInterface["passing"],
  error: number | undefined,
): number[] {
  const named = locals.filter(
    (_, slot) => passing[slot] === "value" || passing[slot] === "object" || slot === error,
  );
  return [...named.map(({ variable }) => variable.id), ...(exits.error === undefined ? [] : [exits.error])];
}
