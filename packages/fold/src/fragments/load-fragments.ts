import type { Family, Member } from "@kindred/clones";
import { readScope } from "../holes/read-scope.ts";
import type { FoldMember, LoadContext } from "../members/fold-member.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { childIn } from "../syntax/term.ts";
import type { FragmentMember } from "./design-fragment.ts";
import { type PlannedRun, planRun } from "./fragment-interface.ts";
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
  const hosts = new Hosts(context);
  const fragments: FragmentMember[] = [];
  const refusals: Refusal[] = [];
  for (const member of members) {
    const loaded = loadFragment(member, hosts, context);
    if (isRefusal(loaded)) refusals.push(loaded);
    else if (!fragments.some((other) => overlaps(other, loaded))) fragments.push(loaded);
  }
  return { fragments, refusals };
}

function overlaps({ run: { flow: a } }: FragmentMember, { run: { flow: b } }: FragmentMember): boolean {
  return a.host === b.host && a.run.start < b.run.end && b.run.start < a.run.end;
}

function loadFragment(member: Member, hosts: Hosts, context: LoadContext): FragmentMember | Refusal {
  const run = loadRun(member, context);
  return isRefusal(run) ? run : planFragment(member, run, hosts);
}

function planFragment(member: Member, loaded: Run, hosts: Hosts): FragmentMember | Refusal {
  const { flow, scope } = hosts.find(loaded.host);
  const run = { ...loaded, host: flow.host };
  const refusal = refuseRun(run, scope);
  if (refusal) return refusal;
  const cut = cutRun(run, flow);
  if (!cut) return refuse("fragment-bounds", `The run in ${member.function}() is not made of statements.`);
  const planned = planRun(cut);
  if (isRefusal(planned)) return planned;
  const shorter = endsInNextStep(planned) ? makeRun(flow.host, run.statements.slice(0, -1)) : undefined;
  return shorter ? planFragment(member, shorter, hosts) : { member, run: planned };
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

interface Host {
  readonly flow: HostFlow;
  readonly scope: ReturnType<typeof readScope>;
}

/** The data flow of functions: each is worked out once, however many runs stand in it. */
class Hosts {
  private readonly known = new Map<string, Host>();
  private readonly context: LoadContext;

  constructor(context: LoadContext) {
    this.context = context;
  }

  find(host: FoldMember): Host {
    const key = `${host.file.path}:${host.span.start}`;
    const before = this.known.get(key);
    if (before) return before;
    const scope = readScope(host.file, this.context);
    const found = { flow: readHostFlow(host, scope), scope };
    this.known.set(key, found);
    return found;
  }
}
