import type { Scope } from "@kindred/clones";

/** How far apart the members of a family stand. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  file: "in one file",
  directory: "in one directory",
  class: "in one driver class",
  tree: "across driver classes",
};
