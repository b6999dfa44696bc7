import type { CText } from "@kindred/c-source";

/** What a diff does to one file, as `git diff --numstat` counts it. */
export interface FileStat {
  /** As the diff names it: bytes as latin1, git's quoting kept. */
  readonly file: CText;
  readonly added: number;
  readonly removed: number;
  readonly change: "modify" | "create" | "delete";
  /** File mode of a created or deleted file, like `100644`. */
  readonly mode?: string;
}

/**
 * Counts a git diff file by file. Hunk headers say how many lines follow, so that a removed line such as `-- x`
 * (in the diff: `--- x`) is never taken for a file header.
 */
export function diffStat(diff: CText): FileStat[] {
  const files: MutableStat[] = [];
  let oldLeft = 0;
  let newLeft = 0;
  for (const line of diff.split("\n")) {
    const current = files.at(-1);
    if (current !== undefined && (oldLeft > 0 || newLeft > 0)) {
      const sign = line[0];
      if (sign === "\\") continue;
      if (sign === "-") current.removed += 1;
      if (sign === "+") current.added += 1;
      if (sign !== "+") oldLeft -= 1;
      if (sign !== "-") newLeft -= 1;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (hunk !== null) {
      oldLeft = Number(hunk[1] ?? 1);
      newLeft = Number(hunk[2] ?? 1);
    } else readFileHeader(line, files);
  }
  return files;
}

/** The counts of several patches, each file once, in order of name. */
export function mergeStats(stats: readonly (readonly FileStat[])[]): FileStat[] {
  const byFile = new Map<string, FileStat>();
  for (const stat of stats.flat()) {
    const before = byFile.get(stat.file);
    const added = stat.added + (before?.added ?? 0);
    const removed = stat.removed + (before?.removed ?? 0);
    byFile.set(
      stat.file,
      before?.change === "create" ? { ...before, added, removed } : { ...stat, added, removed },
    );
  }
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** The counts as git prints them between `---` and the diff: a line a file, the sum, created and deleted files. */
export function renderDiffStat(stats: readonly FileStat[]): CText {
  if (stats.length === 0) return "";
  const nameWidth = Math.min(MAX_NAME_WIDTH, Math.max(...stats.map(({ file }) => file.length)));
  const largest = Math.max(...stats.map(({ added, removed }) => added + removed));
  const countWidth = String(largest).length;
  const graphWidth = LINE_WIDTH - nameWidth - countWidth - 5;
  const lines = stats.map((stat) => {
    const name = shortName(stat.file, nameWidth).padEnd(nameWidth);
    const count = String(stat.added + stat.removed).padStart(countWidth);
    return ` ${name} | ${count} ${graph(stat, largest, graphWidth)}`.trimEnd();
  });
  const modes = stats.flatMap(({ change, mode, file }) =>
    change === "modify" ? [] : [` ${change} mode ${mode ?? "100644"} ${file}`],
  );
  return `${[...lines, summaryLine(stats), ...modes].join("\n")}\n`;
}

type MutableStat = { -readonly [Key in keyof FileStat]: FileStat[Key] };

const LINE_WIDTH = 79;
const MAX_NAME_WIDTH = 56;

function readFileHeader(line: string, files: MutableStat[]): void {
  if (line.startsWith("diff --git ")) {
    files.push({ file: nameInHeader(line), added: 0, removed: 0, change: "modify" });
    return;
  }
  const current = files.at(-1);
  const mode = /^(new|deleted) file mode (\d+)$/.exec(line);
  if (current === undefined || mode === null) return;
  current.change = mode[1] === "new" ? "create" : "delete";
  current.mode = mode[2]!;
}

/** The name in `diff --git a/NAME b/NAME`; both halves are the same, since Kindred renames nothing. */
function nameInHeader(line: string): string {
  const names = line.slice("diff --git ".length);
  const second = names.slice((names.length + 1) / 2);
  return second.startsWith('"b/') ? `"${second.slice(3)}` : second.replace(/^b\//, "");
}

function shortName(file: string, width: number): string {
  return file.length <= width ? file : `...${file.slice(file.length - width + 3)}`;
}

function graph({ added, removed }: FileStat, largest: number, width: number): string {
  const scale = largest > width ? width / largest : 1;
  const length = (count: number) => (count === 0 ? 0 : Math.max(1, Math.floor(count * scale)));
  return "+".repeat(length(added)) + "-".repeat(length(removed));
}

function summaryLine(stats: readonly FileStat[]): string {
  const added = stats.reduce((sum, stat) => sum + stat.added, 0);
  const removed = stats.reduce((sum, stat) => sum + stat.removed, 0);
  const part = (count: number, noun: string, sign: string) =>
    `${count} ${noun}${count === 1 ? "" : "s"}(${sign})`;
  const parts = [`${stats.length} file${stats.length === 1 ? "" : "s"} changed`];
  if (added > 0 || removed === 0) parts.push(part(added, "insertion", "+"));
  if (removed > 0 || added === 0) parts.push(part(removed, "deletion", "-"));
  return ` ${parts.join(", ")}`;
}
