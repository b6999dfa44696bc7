export * from "./git/changed-files.ts";
export * from "./git/diff-trees.ts";
export * from "./git/git-tree.ts";
export * from "./kernel/configure-kernel.ts";
export * from "./kernel/read-compile-commands.ts";
export { proveSeries } from "./prove/prove-series.ts";
export * from "./prove-request.ts";
export * from "./tools/run-tool.ts";
export * from "./verdicts.ts";
