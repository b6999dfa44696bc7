import { CParser, listFunctions, type TreeReader } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { type FoldRequest, type FoldResult, planFolds } from "@kindred/fold";

/** A tree that exists in memory only. */
export function memoryTree(files: Readonly<Record<string, string>>): TreeReader {
  return {
    root: "/tree",
    readText: (path) => files[path],
    list: (directory) => {
      const names = Object.keys(files)
        .filter((path) => path.startsWith(`${directory}/`))
        .map((path) => path.slice(directory.length + 1).replace(/\/.*/, "/"));
      return [...new Set(names)].sort();
    },
  };
}

let shared: Promise<CParser> | undefined;

/** One parser for all tests of a file. */
export function testParser(): Promise<CParser> {
  return (shared ??= CParser.create());
}

/** A family made by hand: `path:function` names its members. */
export function familyOf(files: Readonly<Record<string, string>>, ...members: readonly string[]): Family {
  return {
    id: "K-00000001",
    type: "type-2",
    grain: "function",
    similarity: 1,
    lines: 0,
    removableLines: 0,
    strategy: "shared-function",
    scope: "file",
    holes: [],
    members: members.map((member) => {
      const [file, name] = member.split(":");
      const span = listFunctions(files[file]).find((each) => each.name === name);
      if (!span) throw new Error(`${name} is not in ${file}`);
      return { file, startLine: span.startLine, endLine: span.endLine, function: name };
    }),
  };
}

/** For tests of what a plain function can take over and what it cannot. */
export const FUNCTIONS_ONLY: Partial<FoldRequest> = {
  strategies: ["shared-function", "parameterised-function"],
  grains: ["function"],
};

/** Plans the folds of families over files in memory. */
export async function fold(
  files: Readonly<Record<string, string>>,
  families: readonly Family[],
  more: Partial<FoldRequest> = {},
): Promise<FoldResult> {
  return planFolds({
    families,
    tree: memoryTree(files),
    memberPrefix: "",
    parser: await testParser(),
    ...more,
  });
}
