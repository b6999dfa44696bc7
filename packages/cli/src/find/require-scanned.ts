import { KindredError, type Skipped } from "@kindred/c-source";

/** Skipped files that the error itself names. */
const NAMED = 10;

/** Every source was skipped: nothing was looked at, which is no clean result. @throws KindredError E_PATH, with the reasons */
export function requireScanned(files: number, skipped: readonly Skipped[], given: readonly string[]): void {
  if (files > 0) return;
  const where = given.map((path) => `\`${path}\``).join(", ");
  const reasons = skipped
    .slice(0, NAMED)
    .map(({ subject, reason, detail }) => `\n  ${subject}: ${reason}: ${detail}`);
  const more = skipped.length > NAMED ? `\n  and ${skipped.length - NAMED} more` : "";
  const all = skipped.length === 1 ? "the one file was" : `all ${skipped.length} files were`;
  throw new KindredError(
    "E_PATH",
    `Nothing in ${where} was looked at: ${all} skipped.${reasons.join("")}${more}`,
    "name paths that hold C sources of their own",
  );
}
