import { suggestNames } from "../naming/helper-name.ts";

/** Names for a macro that defines functions like these: `DEFINE_FOO_TEMP_SHOW`, with the driver's name in front. */
export function suggestMacroNames(functions: readonly string[], driver: string): string[] {
  const [own] = driver.split("_");
  const stems = suggestNames(functions, driver, true).map((name) => {
    const stem = name.replace(/^_+/, "").replace(/_common$/, "");
    const [first] = stem.split("_");
    // `tegra_qspi` of tegra210-quad.c has the driver's name in front already.
    const isOwned = first === own || (first.length > 2 && own.startsWith(first));
    return isOwned ? stem : `${driver}_${stem}`;
  });
  const names = [...new Set([...stems, ...stems.map((stem) => `${stem}_func`)])];
  return names.map((name) => `DEFINE_${name.toUpperCase()}`);
}
