import { type FileVerdict, LEVELS, type Level, type PatchVerdict, type VerdictTotals } from "../verdicts.ts";

/** The weakest level of a patch's files; a patch without any was not built. */
export function weakestLevel(files: readonly FileVerdict[]): Level {
  const ranks = files.map((file) => LEVELS.indexOf(file.level));
  return ranks.length === 0 ? "unbuilt" : LEVELS[Math.max(...ranks)]!;
}

/** How many patches have each level. */
export function countLevels(patches: readonly PatchVerdict[]): VerdictTotals {
  const totals = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const { level } of patches) totals[level]++;
  return totals;
}
