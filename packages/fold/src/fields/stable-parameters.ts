import { readControlFlow } from "../flow/control-flow.ts";
import { effectContext } from "../flow/effect-context.ts";
import { listLocalVariables } from "../flow/local-variable.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { rememberWith } from "../memo/remember.ts";

/** Parameters whose fields may be passed in their place. */
export interface StableParameters {
  /** Numbers of those that are pointers and keep their value as long as the function runs. */
  readonly ids: ReadonlySet<number>;
  /** Numbers of all that keep their value: plain scalars and pointers. */
  readonly kept: ReadonlySet<number>;
  /** Numbers of those that a macro names by itself. */
  readonly hidden: ReadonlySet<number>;
}

const HARMLESS: ReadonlySet<string> = new Set(["read", "mention"]);

/** Finds the parameters of a member that nothing writes to. */
export const stableParameters = rememberWith((member: FoldMember, scope: ConstantScope): StableParameters => {
  const { term, text, names } = member;
  const variables = listLocalVariables(term, text, names);
  const localAt = new Map([...names.at].filter(([, id]) => variables.has(id)));
  const { nodes } = readControlFlow(term, text, effectContext(localAt, variables, scope));
  const plain = [...variables.values()].filter(
    ({ isParameter, isPlain, shape, suffix }) =>
      isParameter && isPlain && shape === "scalar" && suffix === "",
  );
  const kept = new Set(plain.map(({ id }) => id));
  const hidden = new Set<number>();
  for (const { kind, local, isHidden } of nodes.flatMap(({ effects }) => effects)) {
    if (!HARMLESS.has(kind)) kept.delete(local);
    if (isHidden) hidden.add(local);
  }
  const ids = new Set(plain.filter(({ id, stars }) => stars === 1 && kept.has(id)).map(({ id }) => id));
  return { ids, kept, hidden };
});
