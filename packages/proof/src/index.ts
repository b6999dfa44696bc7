export * from "./git/diff-trees.ts";
export * from "./git/git-tree.ts";
export * from "./prove-request.ts";
export * from "./tools/run-tool.ts";
export * from "./verdicts.ts";
