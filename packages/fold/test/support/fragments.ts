import { listFunctions } from "@kindred/c-source";
import type { Family } from "@kindred/clones";

/** A family of runs made by hand: `path:function`, from the line that holds `first` to the one that holds `last`. */
export function fragmentsOf(
  files: Readonly<Record<string, string>>,
  ...members: readonly (readonly [place: string, first: string, last: string])[]
): Family {
  return {
    id: "K-00000002",
    type: "type-2",
    grain: "fragment",
    similarity: 1,
    lines: 0,
    removableLines: 0,
    strategy: "shared-function",
    scope: "file",
    holes: [],
    members: members.map(([place, first, last]) => {
      const [file, name] = place.split(":");
      const span = listFunctions(files[file]).find((each) => each.name === name);
      if (!span) throw new Error(`${name} is not in ${file}`);
      const lines = files[file].split("\n");
      const startLine = lineWith(lines, first, span.startLine);
      return { file, startLine, endLine: lineWith(lines, last, startLine), function: name };
    }),
  };
}

/** 1-based number of the first line from `from` on that holds a text. */
function lineWith(lines: readonly string[], text: string, from: number): number {
  const at = lines.findIndex((line, i) => i + 1 >= from && line.includes(text));
  if (at < 0) throw new Error(`No line holds ${text}`);
  return at + 1;
}
