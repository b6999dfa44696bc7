import { displayText, type TreeReader } from "@kindred/c-source";
import type { Family, Member } from "@kindred/clones";
import { createTreeReader } from "../tree/tree-reader.ts";

/** What the HTML report embeds at most; beyond it members are listed without their text. */
const TEXT_BUDGET = 4 << 20;

/** Display texts of members by `file:startLine`, best families first, until the budget is spent. */
export function readMemberTexts(root: string, families: readonly Family[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const readMember = createMemberReader(root);
  let left = TEXT_BUDGET;
  for (const member of families.flatMap((family) => family.members)) {
    if (left <= 0) break;
    const text = readMember(member);
    left -= text.length;
    texts.set(`${member.file}:${member.startLine}`, text);
  }
  return texts;
}

/** Reads the texts of members; empty when a file can no longer be read or lies, by a symlink, outside of the tree. */
export function createMemberReader(root: string): (member: Member) => string {
  const tree = createTreeReader(root);
  const files = new Map<string, readonly string[]>();
  return ({ file, startLine, endLine }) => {
    const lines = files.get(file) ?? readLines(tree, file);
    files.set(file, lines);
    return lines.slice(startLine - 1, endLine).join("\n");
  };
}

function readLines(tree: TreeReader, file: string): readonly string[] {
  const text = tree.readText(file);
  return text === undefined ? [] : displayText(text).split("\n");
}
