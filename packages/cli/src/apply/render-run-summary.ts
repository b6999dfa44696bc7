import type { CodemodMeta, RunResult } from "@kindred/codemod";
import { countOf, formatCount } from "@kindred/report";

/** One line that accounts for every file of a run. */
export function renderRunSummary(result: RunResult, skipped: number, isWritten: boolean): string {
  const { changes, unmodified, filtered } = result;
  const left = [
    `${formatCount(unmodified)} parsed without a match`,
    `${formatCount(filtered)} without the codemod's keywords`,
    skipped === 0 ? "0 skipped" : `${formatCount(skipped)} skipped (--list-skipped)`,
  ];
  return `${countOf(changes.length, "file")} ${isWritten ? "changed" : "to change"}; ${left.join(", ")}`;
}

/** The codemod's advice, if there is a changed file it is about; paths are relative to the kernel root. */
export function adviceOn({ advice, adviceFor }: CodemodMeta, changed: readonly string[]): string | undefined {
  const isMeant = (file: string) =>
    adviceFor?.some((folder) => file.startsWith(`${folder.replace(/\/$/, "")}/`)) ?? true;
  return changed.some(isMeant) ? advice : undefined;
}
