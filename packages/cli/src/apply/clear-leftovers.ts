import { rmSync } from "node:fs";
import type { SourceEntry } from "@kindred/c-source";
import { countOf } from "@kindred/report";
import { hasFlag } from "../arguments/read-options.ts";
import type { VerbContext } from "../verb.ts";
import { findLeftovers } from "./staged-file.ts";

/** Staged files of a run that was killed: a run that may write removes them, others name them. */
export function clearLeftovers({ args, terminal }: VerbContext, sources: readonly SourceEntry[]): void {
  const leftovers = findLeftovers(sources.map((source) => source.path));
  if (leftovers.length === 0) return;
  const what = `${countOf(leftovers.length, "half-written file")} of a run that was killed, first \`${leftovers[0]}\``;
  if (hasFlag(args, "write")) {
    for (const path of leftovers) rmSync(path, { force: true });
    terminal.note(`kindred: removed ${what}. Files that run had changed stay changed.`);
  } else {
    terminal.error(
      `kindred: the tree holds ${what}.\n  fix: Run again with --write, or delete \`*.kindred-*\`.`,
    );
  }
}
