/**
 * A trace shows nothing of code that never ran. So each place that a patch changes must have run: a line that it added
 * after it or, where it only took code away, a line that it took before it. Places without code of their own
 * (declarations, comments, the text of macros, which has its code where the macro is used) cannot run; when a
 * source has no other, nothing was seen of its change.
 */
import type { ChangedPlace } from "./changed-places.ts";
import type { DriverRun, SourceLines } from "./emulator.ts";

export interface PatchCoverage {
  /** Changed lines that have code in the module, and those of them that ran. */
  readonly lines: number;
  readonly ran: number;
  /** Why the runs show nothing of the change; null when every place with code ran. */
  readonly gap: string | null;
}

/** How much of the change of a source the runs before and after it went through; `places` are all that it compiles. */
export function judgeCoverage(
  places: readonly ChangedPlace[],
  before: DriverRun,
  after: DriverRun,
): PatchCoverage {
  const sides = places.map((place) => {
    const added = linesOf(place.file, place.added, after);
    return { place, ...(added.code.length > 0 ? added : linesOf(place.file, place.removed, before)) };
  });
  const withCode = sides.filter(({ code }) => code.length > 0);
  const missed = withCode.find(({ ran }) => ran.length === 0);
  const sum = (of: "code" | "ran"): number => withCode.reduce((total, side) => total + side[of].length, 0);
  return { lines: sum("code"), ran: sum("ran"), gap: describeGap(withCode.length, missed) };
}

function describeGap(
  placesWithCode: number,
  missed: { place: ChangedPlace; code: readonly number[] } | undefined,
): string | null {
  if (placesWithCode === 0) return "No changed line has code in the module that ran.";
  if (missed === undefined) return null;
  return `The changed code at ${missed.place.file}:${missed.code[0]} never ran.`;
}

function linesOf(file: string, lines: readonly number[], run: DriverRun): { code: number[]; ran: number[] } {
  const within = (known: SourceLines): number[] => {
    const set = new Set(known[file] ?? []);
    return lines.filter((line) => set.has(line));
  };
  return { code: within(run.code), ran: within(run.ran) };
}
