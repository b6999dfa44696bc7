import type { CText } from "@kindred/c-source";
import type { Family, Member, Strategy } from "@kindred/clones";
import { familyOf, type LoadedFamily } from "../families/loaded-family.ts";
import { planFieldFunction } from "../fields/plan-field-function.ts";
import { chooseDesign } from "../function/choose-design.ts";
import { freeNames } from "../function/free-names.ts";
import { planFunction } from "../function/plan-function.ts";
import { attachedComment } from "../members/attached-comment.ts";
import { commentWords } from "../members/comments.ts";
import type { FoldMember, LoadContext } from "../members/fold-member.ts";
import { fragmentProse } from "../message/fragment-prose.ts";
import { suggestFragmentNames } from "../naming/fragment-name.ts";
import type { FoldDesign, HelperWriter, MemberSite } from "../place/fold-design.ts";
import { documentAs } from "../print/document-helper.ts";
import type { FunctionDesign } from "../print/function-design.ts";
import { helperText } from "../print/helper-text.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { findUnsafeConstruct } from "../refuse/find-unsafe-construct.ts";
import { refuseTwins } from "../strategies/refuse-members.ts";
import type { Term } from "../syntax/term.ts";

import { callRuns, type RunCall, refuseCalls } from "./call-run.ts";
import { type FragmentInterface, type PlannedRun, shareInterface } from "./fragment-interface.ts";
import { outlinedMember } from "./outlined-member.ts";

/** A run that can leave its function, with the family's member that it is. */
export interface FragmentMember {
  readonly member: Member;
  readonly run: PlannedRun;
}

/** More values of both kinds than this make a helper that nobody wants to call. */
const MOST_PARAMETERS = 7;

/** A run that was torn out of its function must be missed by more than a line. */
const LEAST_NET = 3;

/** The fold of runs into one helper: each is written as a function of its own, and these are folded as functions are. */
export function designFragment(
  family: Family,
  fragments: readonly FragmentMember[],
  context: LoadContext,
): FoldDesign | Refusal {
  const runs = fragments.map(({ run }) => run);
  const shared = shareInterface(runs);
  if (isRefusal(shared)) return shared;
  const members: FoldMember[] = [];
  for (const run of runs) {
    const outlined = outlinedMember(run, shared, context.parser);
    if (isRefusal(outlined)) return outlined;
    members.push(outlined);
  }
  const loaded = familyOf({ ...family, members: fragments.map(({ member }) => member) }, members, context);
  const design = designHelper(loaded, shared, context);
  if (isRefusal(design)) return design;
  const own = shared.parameters.length - (design.dropped?.size ?? 0);
  if (own + design.parameters.length > MOST_PARAMETERS)
    return refuse("too-many-parameters", "The values that the runs need and those that differ are too many.");
  return layOut(loaded, design, runs, shared);
}

function designHelper(
  loaded: LoadedFamily,
  { parameters, passing }: FragmentInterface,
  { tree }: LoadContext,
): FunctionDesign | Refusal {
  const { members, scopes } = loaded;
  for (const [i, member] of members.entries()) {
    const unsafe = findUnsafeConstruct(member, scopes[i].macros);
    if (unsafe) return unsafe;
  }
  const plan = planFunction(loaded, tree, { flags: false });
  if (!isRefusal(plan)) return chooseDesign(plan);
  // The caller has the object itself of what the helper has a pointer to, and names its fields in another way.
  const objects = [...parameters.keys()].filter((index) => passing[parameters[index]] === "object");
  const fields = planFieldFunction(loaded, tree, new Set(objects)) ?? plan;
  return isRefusal(fields) ? fields : chooseDesign(fields);
}

function layOut(
  { family }: LoadedFamily,
  design: FunctionDesign,
  runs: readonly PlannedRun[],
  shared: FragmentInterface,
): FoldDesign | Refusal {
  const byHost = new Map<FoldMember, RunCall[]>();
  runs.forEach((run, i) => {
    const values = design.parameters.map((parameter): CText => parameter.values[i]);
    const call = { run, values, takes: design };
    byHost.set(run.flow.host, [...(byHost.get(run.flow.host) ?? []), call]);
  });
  for (const [host, calls] of byHost) {
    const refusal = refuseTwins(host) ?? refuseCalls(calls, shared);
    if (refusal) return refusal;
  }
  const sites = [...byHost].map(
    ([host, calls]): MemberSite => ({
      member: host,
      start: attachedComment(host.file, host.span.start)?.start ?? host.span.start,
      end: host.span.end,
      extraArguments: undefined,
      leave: (helper) => callRuns(calls, shared, helper),
    }),
  );
  const strategy = strategyOf(design);
  const lines = Math.max(
    ...runs.map(({ flow: { host, run } }) => host.text.slice(run.start, run.end).split("\n").length),
  );
  return {
    family,
    strategy,
    sites,
    helper: fragmentWriter(design, runs, shared),
    prose: fragmentProse(design, lines),
    leastNet: LEAST_NET + design.parameters.length,
  };
}

function strategyOf({ parameters }: FunctionDesign): Strategy {
  if (parameters.length === 0) return "shared-function";
  return parameters.some(({ field }) => field) ? "field-pointer" : "parameterised-function";
}

function fragmentWriter(
  design: FunctionDesign,
  runs: readonly PlannedRun[],
  shared: FragmentInterface,
): HelperWriter {
  const names = nameWords(runs, shared);
  const said = summarise([...new Set(names.hosts)]);
  return {
    kind: "function",
    freeNames: freeNames(design),
    suggestNames: (driver) => suggestFragmentNames(names, driver),
    define: (name, linkage) => helperText(design, name, linkage),
    document: (name) => documentAs(design, name, said),
    documentBriefly: () => `/* ${said[0].toUpperCase()}${said.slice(1)} */\n`,
    inheritComment: (comment) => `${comment}\n`,
  };
}

/** Whose code it was; on one line. */
function summarise([first, second, ...more]: readonly string[]): string {
  if (second === undefined) return `a step of ${first}()`;
  if (more.length > 0) return `common part of ${first}() and ${more.length + 1} others`;
  const both = `common part of ${first}() and ${second}()`;
  return both.length <= 74 ? both : `common part of ${first}() and another`;
}

function nameWords(
  runs: readonly PlannedRun[],
  shared: FragmentInterface,
): Parameters<typeof suggestFragmentNames>[0] {
  const [{ flow, locals }] = runs;
  const outputs = [...shared.passing.keys()].filter(
    (slot) => slot === shared.result || (locals[slot].isOutput && !locals[slot].isInput),
  );
  return {
    hosts: runs.map(({ flow: { host } }) => host.member.function),
    comment: runs.map(introduction).find((comment) => comment !== undefined),
    result: outputs.length === 1 ? locals[outputs[0]].variable.name : undefined,
    filled: mostFilled(flow.run.statements, flow.host.text),
  };
}

/** The comment right above a run. */
function introduction({ flow: { host, run } }: PlannedRun): string | undefined {
  const start = host.span.start + run.start;
  const line = host.file.text.lastIndexOf("\n", start - 1) + 1;
  const comment = attachedComment(host.file, line);
  return comment && commentWords(host.file.text.slice(comment.start, comment.end));
}

/** `cmd` of `cmd->a = …; cmd->b = …;` when most statements read so. */
function mostFilled(statements: readonly Term[], text: CText): string | undefined {
  const counts = new Map<string, number>();
  for (const { start, end } of statements) {
    const filled = /^(\w+)(?:->|\.)[^=(;]*=[^=]/.exec(text.slice(start, end))?.[1];
    if (filled !== undefined) counts.set(filled, (counts.get(filled) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] * 3 >= statements.length * 2 ? most[0] : undefined;
}
