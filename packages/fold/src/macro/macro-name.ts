import { suggestNames } from "../naming/helper-name.ts";

/** Names for a macro that defines functions like these: `DEFINE_FOO_SHOW`. */
export function suggestMacroNames(functions: readonly string[], driver: string): string[] {
  const names = suggestNames(functions, driver, true).map((name) =>
    name.replace(/^_+/, "").replace(/_common$/, ""),
  );
  return [...new Set([...names, ...names.map((name) => `${name}_func`)])].map(
    (name) => `DEFINE_${name.toUpperCase()}`,
  );
}
