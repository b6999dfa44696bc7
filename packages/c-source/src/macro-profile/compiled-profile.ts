import type { MacroProfile } from "./macro-profile.ts";

/** A {@link MacroProfile} made ready for look-ups. */
export interface CompiledProfile {
  readonly annotations: ReadonlySet<string>;
  readonly annotationsWithArgument: ReadonlySet<string>;
  /** Lower-case patterns, each split at its `*`. */
  readonly iterationPatterns: readonly (readonly string[])[];
}

const compiled = new WeakMap<MacroProfile, CompiledProfile>();

export function compileProfile(profile: MacroProfile): CompiledProfile {
  let result = compiled.get(profile);
  if (!result) {
    result = {
      annotations: new Set(profile.annotations),
      annotationsWithArgument: new Set(profile.annotationsWithArgument),
      iterationPatterns: profile.iterationPatterns.map((pattern) => pattern.toLowerCase().split("*")),
    };
    compiled.set(profile, result);
  }
  return result;
}

export function isIterationName(profile: CompiledProfile, name: string): boolean {
  const lower = name.toLowerCase();
  return profile.iterationPatterns.some((pieces) => matchesPieces(pieces, lower));
}

/** Greedy match of the pieces between `*`: linear in the name for each piece, no backtracking. */
function matchesPieces(pieces: readonly string[], name: string): boolean {
  if (pieces.length === 1) return name === pieces[0];
  const last = pieces[pieces.length - 1];
  if (!name.startsWith(pieces[0])) return false;
  let at = pieces[0].length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
