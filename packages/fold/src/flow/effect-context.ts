import type { ConstantScope } from "../holes/constant-type.ts";
import { rememberEach } from "../memo/remember.ts";
import type { EffectContext } from "./effects.ts";
import type { LocalVariable } from "./local-variable.ts";
import { macroEffects, namesInMacro } from "./macro-effects.ts";

/** What the effects of a function's code are looked up in. */
export function effectContext(
  localAt: ReadonlyMap<number, number>,
  variables: ReadonlyMap<number, LocalVariable>,
  scope: ConstantScope,
): EffectContext {
  const byName = new Map<string, number[]>();
  for (const { id, name } of variables.values()) byName.set(name, [...(byName.get(name) ?? []), id]);
  const hidden = rememberEach((name: string) => {
    const reached = new Map<number, boolean>();
    for (const [word, isWritten] of namesInMacro(scope, name))
      for (const id of byName.get(word) ?? []) reached.set(id, isWritten);
    return reached;
  });
  return { localAt, variables, macro: rememberEach((name: string) => macroEffects(scope, name)), hidden };
}
