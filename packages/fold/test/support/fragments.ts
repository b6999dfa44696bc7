import type { Family } from "@kindred/clones";
import { familyOf } from "./memory-tree.ts";

/** A family of runs made by hand: `path:function`, from the line that holds `first` to the one that holds `last`. */
export function fragmentsOf(
  files: Readonly<Record<string, string>>,
  ...members: readonly (readonly [place: string, first: string, last: string])[]
): Family {
  const family = familyOf(files, ...members.map(([place]) => place));
  return {
    ...family,
    id: "K-00000002",
    grain: "fragment",
    members: family.members.map((member, i) => {
      const [, first, last] = members[i];
      const lines = files[member.file].split("\n");
      const startLine = lineWith(lines, first, member.startLine);
      return { ...member, startLine, endLine: lineWith(lines, last, startLine) };
    }),
  };
}

/** 1-based number of the first line from `from` on that holds a text. */
function lineWith(lines: readonly string[], text: string, from: number): number {
  const at = lines.findIndex((line, i) => i + 1 >= from && line.includes(text));
  if (at < 0) throw new Error(`No line holds ${text}`);
  return at + 1;
}
