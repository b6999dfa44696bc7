import type { Family, Member } from "@kindred/clones";
import type { ConstantScope } from "../holes/constant-type.ts";
import { readScope } from "../holes/read-scope.ts";
import type { FoldMember, LoadContext } from "../members/fold-member.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { childIn, type Term } from "../syntax/term.ts";
import type { RunPlace } from "./common-runs.ts";
import type { FragmentMember } from "./design-fragment.ts";
import { type PlannedRun, planRun } from "./fragment-interface.ts";
import { isTestedBy } from "./non-zero.ts";
import { refuseRun } from "./refuse-run.ts";
import { loadRun, makeRun, type Run } from "./run.ts";
import { cutRun, type HostFlow, readHostFlow } from "./run-flow.ts";

/** The runs of a family that can leave their functions, and why the others cannot. */
export interface LoadedFragments {
  readonly fragments: readonly FragmentMember[];
  readonly refusals: readonly Refusal[];
}

/** Reads a fragment family's members from the tree. Runs that overlap an earlier one are left out. */
export function loadFragments({ members }: Family, context: LoadContext): LoadedFragments {
  const planner = new FragmentPlanner(context);
  return collect(members, (member) => {
    const run = loadRun(member, context);
    return isRefusal(run) ? run : planner.plan(run);
  });
}

/** What of a run's places can leave its functions. */
export function loadPlaces(places: readonly RunPlace[], planner: FragmentPlanner): LoadedFragments {
  return collect(places, ({ host, statements }) => {
    const run = makeRun(host, statements);
    return run ? planner.plan(run) : refuse("jumps-out", "The run is a jump.");
  });
}

function collect<T>(items: readonly T[], load: (item: T) => FragmentMember | Refusal): LoadedFragments {
  const fragments: FragmentMember[] = [];
  const refusals: Refusal[] = [];
  for (const item of items) {
    const loaded = load(item);
    if (isRefusal(loaded)) refusals.push(loaded);
    else if (!fragments.some((other) => overlaps(other, loaded))) fragments.push(loaded);
  }
  return { fragments, refusals };
}

function overlaps({ run: { flow: a } }: FragmentMember, { run: { flow: b } }: FragmentMember): boolean {
  return a.host === b.host && a.run.start < b.run.end && b.run.start < a.run.end;
}

interface Host {
  readonly flow: HostFlow;
  readonly scope: ConstantScope;
}

/** Plans runs; the data flow of a function is worked out once, however many runs stand in it. */
export class FragmentPlanner {
  private readonly known = new Map<string, Host>();
  private readonly context: LoadContext;

  constructor(context: LoadContext) {
    this.context = context;
  }

  plan(loaded: Run): FragmentMember | Refusal {
    const { flow, scope } = this.find(loaded.host);
    const run = { ...loaded, host: flow.host };
    const refusal = refuseRun(run, scope);
    if (refusal) return refusal;
    const cut = cutRun(run, flow);
    const { function: name } = run.host.member;
    if (!cut) return refuse("fragment-bounds", `The run in ${name}() is not made of statements.`);
    const planned = planRun(cut);
    if (isRefusal(planned)) return planned;
    const { statements } = run;
    const inner = statements.slice(
      beginsWithLastCheck(planned) ? 1 : 0,
      endsInNextStep(planned) ? -1 : statements.length,
    );
    const shorter = inner.length < statements.length ? makeRun(flow.host, inner) : undefined;
    return shorter ? this.plan(shorter) : { member: memberOf(run), run: planned };
  }

  private find(host: FoldMember): Host {
    const key = `${host.file.path}:${host.span.start}`;
    const before = this.known.get(key);
    if (before) return before;
    const scope = readScope(host.file, this.context);
    const found = { flow: flowOf(host, scope), scope };
    this.known.set(key, found);
    return found;
  }
}

/** The flow of a function, kept as long as its tree: the families of its other runs ask for it too. */
function flowOf(host: FoldMember, scope: ConstantScope): HostFlow {
  const flow = flows.get(host.term) ?? readHostFlow(host, scope);
  flows.set(host.term, flow);
  return flow;
}

const flows = new WeakMap<Term, HostFlow>();

/** A run as a member of a family: its lines. */
function memberOf({ host, start, end }: Run): Member {
  const { file, function: name } = host.member;
  const lineAt = (offset: number): number =>
    host.span.startLine + host.text.slice(0, offset).split("\n").length - 1;
  return { file, startLine: lineAt(start), endLine: lineAt(end), function: name };
}

/** Whether a run begins with the check of what was done right before it: `if (ret) return ret;`. */
function beginsWithLastCheck({ flow, exits }: PlannedRun): boolean {
  const [first] = flow.run.statements;
  const condition = first.type === "if_statement" ? childIn(first, "condition") : undefined;
  if (!condition || childIn(first, "alternative")) return false;
  const tested = [...flow.variables.keys()].some((id) => isTestedBy(condition, id, flow) !== undefined);
  const returns = /^\{?\s*(?:return|goto|break|continue)\b[^;]*;\s*\}?$/.test(
    flow.host.text.slice(childIn(first, "consequence")!.start, first.end),
  );
  return tested && returns && (exits.kind === "error" || exits.kind === "ends");
}

/**
 * Whether a run ends with the value that the next step begins with: `reg = read(B);` behind `reg = read(A); …`. Of
 * that the function is better left in charge.
 */
function endsInNextStep({ flow, locals }: PlannedRun): boolean {
  const last = flow.run.statements.at(-1)!;
  const assignment = last.type === "expression_statement" ? last.children[0] : undefined;
  const left = assignment?.type === "assignment_expression" ? childIn(assignment, "left") : undefined;
  const id = left?.type === "identifier" ? flow.localAt.get(left.start) : undefined;
  const isOutput = locals.some(({ variable, isOutput: isOut }) => variable.id === id && isOut);
  return (
    isOutput &&
    flow.effects.some(({ local, kind, at }) => local === id && kind === "write" && at < last.start)
  );
}
