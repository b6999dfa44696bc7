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
  const pointers = [...variables.values()].filter(
    ({ isParameter, isPlain, stars, suffix }) => isParameter && isPlain && stars === 1 && suffix === "",
  );
  const ids = new Set(pointers.map(({ id }) => id));
  const hidden = new Set<number>();
  for (const { kind, local, isHidden } of nodes.flatMap(({ effects }) => effects)) {
    if (!HARMLESS.has(kind)) ids.delete(local);
    if (isHidden) hidden.add(local);
  }
  return { ids, hidden };
});
