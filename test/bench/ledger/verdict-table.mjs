import { table } from "./table.mjs";

export const LEVELS = ["identical", "equivalent", "observed", "builds", "unbuilt", "fails"];

/** Verdicts by strategy; the share is of the patches whose files are built here. */
export function verdictTable(patches, verdicts) {
  const levelOf = new Map(verdicts.patches.map(({ patch, level }) => [patch, level]));
  const strategies = [...new Set(patches.map(({ strategy }) => strategy))].sort();
  const row = (name, some) => {
    const counts = LEVELS.map((level) => some.filter(({ patch }) => levelOf.get(patch) === level).length);
    const built = some.length - counts[LEVELS.indexOf("unbuilt")];
    const shown = counts[0] + counts[1];
    const share = built === 0 ? "-" : `${((100 * shown) / built).toFixed(1)}%`;
    return [name, some.length, ...counts, share];
  };
  const rows = strategies.map((name) =>
    row(
      name,
      patches.filter(({ strategy }) => strategy === name),
    ),
  );
  return table(["strategy", "patches", ...LEVELS, "shown equal"], [...rows, row("all", patches)]);
}
