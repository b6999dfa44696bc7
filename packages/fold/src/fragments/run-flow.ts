import { type ControlFlow, readControlFlow, statementKey } from "../flow/control-flow.ts";
import { effectContext } from "../flow/effect-context.ts";
import type { Effect } from "../flow/effects.ts";
import { type LocalVariable, listLocalVariables } from "../flow/local-variable.ts";
import {
  type Assigned,
  assignedBefore,
  type FlowPart,
  type LocalSet,
  liveBefore,
} from "../flow/solve-flow.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { childIn, walkTerm } from "../syntax/term.ts";
import type { Run } from "./run.ts";

/** The data flow of a function, shared by all runs in it. */
export interface HostFlow {
  readonly host: FoldMember;
  readonly flow: ControlFlow;
  readonly variables: ReadonlyMap<number, LocalVariable>;
  /** Number of the local that a leaf names; the function's own name is not one. */
  readonly localAt: ReadonlyMap<number, number>;
  /** Locals whose value may be read from a node on. */
  live(node: number): LocalSet;
  assigned(node: number): Assigned;
}

/** A run in the flow of its function. */
export interface RunFlow extends HostFlow {
  readonly run: Run;
  /** The run's nodes. */
  readonly part: FlowPart;
  readonly entry: number;
  readonly exit: number;
  /** What happens inside, in the order of the text. */
  readonly effects: readonly Effect[];
}

/** Computes the data flow of a function. */
export function readHostFlow(host: FoldMember, scope: ConstantScope): HostFlow {
  const variables = listLocalVariables(host.term, host.text, host.names);
  const localAt = new Map([...host.names.at].filter(([, id]) => variables.has(id)));
  const context = effectContext(localAt, variables, scope);
  const flow = readControlFlow(host.term, host.text, context);
  const whole = new Set(flow.nodes.keys());
  const parameters = [...variables.values()].filter(({ isParameter }) => isParameter).map(({ id }) => id);
  return {
    host,
    flow,
    variables,
    localAt,
    live: liveBefore(flow, whole, () => 0n),
    assigned: assignedBefore(flow, parameters),
  };
}

/** Cuts a run out of its function's flow; undefined when the flow does not know a statement of it. */
export function cutRun(run: Run, hostFlow: HostFlow): RunFlow | undefined {
  const { statements, nodes } = hostFlow.flow;
  const first = statements.get(statementKey(run.statements[0]));
  const last = statements.get(statementKey(run.statements.at(-1)!));
  if (!first || !last) return undefined;
  const part = new Set(labelsIn(run, hostFlow));
  for (let node = first.entry; node <= last.exit; node++) part.add(node);
  const effects = [...part].flatMap((node) => nodes[node].effects);
  effects.sort((a, b) => a.at - b.at);
  return { ...hostFlow, run, part, entry: first.entry, exit: last.exit, effects };
}

/** Nodes of the labels that stand in a run. */
function labelsIn({ statements }: Run, { flow }: HostFlow): number[] {
  const labels: number[] = [];
  for (const statement of statements) {
    walkTerm(statement, (term) => {
      const name = term.type === "labeled_statement" ? childIn(term, "label")?.text : undefined;
      const node = name === undefined ? undefined : flow.labels.get(name);
      if (node !== undefined) labels.push(node);
    });
  }
  return labels;
}
