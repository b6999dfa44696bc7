import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeC, displayText } from "@kindred/c-source";
import type { Family, Member } from "@kindred/clones";

/** What the HTML report embeds at most; beyond it members are listed without their text. */
const TEXT_BUDGET = 4 << 20;

/** Display texts of members by `file:startLine`, best families first, until the budget is spent. */
export function readMemberTexts(root: string, families: readonly Family[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const files = new Map<string, readonly string[]>();
  let left = TEXT_BUDGET;
  for (const member of families.flatMap((family) => family.members)) {
    if (left <= 0) break;
    const text = readMember(root, member, files);
    left -= text.length;
    texts.set(`${member.file}:${member.startLine}`, text);
  }
  return texts;
}

/** The text of one member; empty when its file can no longer be read. */
export function readMember(
  root: string,
  member: Member,
  files = new Map<string, readonly string[]>(),
): string {
  const lines = files.get(member.file) ?? readLines(join(root, member.file));
  files.set(member.file, lines);
  return lines.slice(member.startLine - 1, member.endLine).join("\n");
}

function readLines(path: string): readonly string[] {
  try {
    return displayText(decodeC(readFileSync(path))).split("\n");
  } catch {
    return [];
  }
}
