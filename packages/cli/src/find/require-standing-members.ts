import { KindredError } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import { createTreeReader } from "../tree/tree-reader.ts";

/**
 * Refuses families of which no member stands where it is said to: the tree is another one, or changed all over.
 * Ends with the first that does; families of which some are stale are told one by one, later.
 * @throws KindredError E_DATA
 */
export function requireStandingMembers(path: string, { root, families }: FamiliesDocument): void {
  if (families.length === 0) return;
  const tree = createTreeReader(root);
  let last: { file: string; lines: readonly string[] } | undefined;
  for (const { members } of families) {
    for (const { file, startLine, endLine, function: name } of members) {
      if (last?.file !== file) last = { file, lines: tree.readText(file)?.split("\n") ?? [] };
      // A fragment lies inside its function, whose name stands above it.
      const isStanding =
        startLine <= last.lines.length && last.lines.slice(0, endLine).some((line) => line.includes(name));
      if (isStanding) return;
    }
  }
  throw new KindredError(
    "E_DATA",
    `\`${path}\` is stale: none of its members stands in \`${root}\` where it says.`,
    "run find again on the tree as it is now: `kindred find PATH --format json=FILE`",
  );
}
