/**
 * The kernel's own style check on a patch. Text that a patch only moves is told apart: a finding on an
 * added line that the same patch also removes was there before.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CText } from "@kindred/c-source";
import { describeFailure, runTool } from "../tools/run-tool.ts";

const SCRIPT = "scripts/checkpatch.pl";

export interface StyleReport {
  /** One sentence for each thing that checkpatch has to say, or why it could not. */
  readonly notes: readonly string[];
  /** It ran, so it will say the same next time. */
  readonly ran: boolean;
}

/** What checkpatch has to say about a patch. */
export async function runCheckpatch(kernel: string, path: string, text: CText): Promise<StyleReport> {
  const argv = [
    "perl",
    SCRIPT,
    "--no-tree",
    "--strict",
    "--no-signoff",
    "--terse",
    "--show-types",
    "--no-summary",
    path,
  ];
  const result = await runTool(argv, { cwd: kernel, timeLimitSeconds: 60 });
  const ran = result.outcome === "exited" && (result.code === 0 || result.code === 1);
  if (!ran) return { notes: [`checkpatch did not run: ${describeFailure(argv, result)}`], ran };
  const lines = text.split("\n");
  const removed = new Set(lines.filter((line) => /^-(?!-- )/.test(line)).map(codeOf));
  const findings = result.stdout.split("\n");
  return { notes: findings.flatMap((line) => describeFinding(line, path, lines, removed) ?? []), ran };
}

/** Whether a tree has the script at all. */
export function hasCheckpatch(kernel: string): boolean {
  return existsSync(join(kernel, SCRIPT));
}

function describeFinding(
  finding: string,
  path: string,
  lines: readonly string[],
  removed: ReadonlySet<string>,
): string | undefined {
  if (!finding.startsWith(`${path}:`)) return undefined;
  const [, number, said] = /^(\d+): (.*)$/.exec(finding.slice(path.length + 1)) ?? [];
  if (said === undefined) return undefined;
  const line = lines[Number(number) - 1] ?? "";
  const moved = line.startsWith("+") && codeOf(line) !== "" && removed.has(codeOf(line));
  return `checkpatch: ${said} (line ${number} of the mail${moved ? ", text that the patch moves" : ""})`;
}

/** A line of a diff without its mark, its margin, and the backslash of a macro that it has moved into. */
function codeOf(line: string): string {
  return line.slice(1).replace(/\\$/, "").trim();
}
