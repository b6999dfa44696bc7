import type { DeclaredType } from "./declared-type.ts";
import type { DeclaredName } from "./read-declaration.ts";

/** Types by name; null for a name whose type is not known or that two declarations disagree about (both branches of an `#if` are read). */
export type TypesByName = Map<string, DeclaredType | null>;

export function noteType(types: TypesByName, { name, type }: DeclaredName): void {
  const known = types.get(name);
  if (known === undefined) types.set(name, type ?? null);
  else if (known?.text !== type?.text) types.set(name, null);
}
