/** Options that several verbs take. */
import type { OptionTable } from "../arguments/option-table.ts";

const SCOPES = ["file", "directory", "class", "tree"] as const;
const METHODS = ["kindred", "drcomp"] as const;

/** Which files are looked at. */
export const SOURCE_OPTIONS: OptionTable = {
  kernel: {
    type: "string",
    value: "TREE",
    help: "the kernel tree; paths that are not here are looked up there",
  },
  headers: { type: "boolean", help: "look at `*.h` too" },
  include: {
    type: "string",
    multiple: true,
    value: "GLOB",
    help: "only these files, as `drivers/**/*-core.c` or `*_main.c`",
  },
  exclude: { type: "string", multiple: true, value: "GLOB", help: "not these files or folders" },
  workers: {
    type: "string",
    value: "N",
    help: "threads (default: one a processor); the result does not depend on it",
  },
  "list-skipped": { type: "boolean", help: "list what was not looked at, with the reason, on stderr" },
};

/** What counts as similar. */
export const FIND_OPTIONS: OptionTable = {
  method: {
    type: "string",
    value: "METHOD",
    choices: METHODS,
    help: "kindred (default) aligns tokens; drcomp compares the driver study's signatures",
  },
  "min-tokens": { type: "string", value: "N", help: "fewest tokens of a function (default 50)" },
  similarity: { type: "string", value: "X", help: "lowest similarity, 0.3 to 1 (default 0.7)" },
  "include-boilerplate": { type: "boolean", help: "count id tables, ops tables and MODULE_* lines too" },
  class: { type: "string", value: "CLASS", help: "only drivers of this class, as `net`" },
  "cache-dir": {
    type: "string",
    value: "DIR",
    help: "where results are kept between runs (default: the user's cache folder)",
  },
  "no-cache": { type: "boolean", help: "use and keep nothing; the result does not depend on it" },
};

export const SELECTION_OPTIONS: OptionTable = {
  scope: {
    type: "string",
    value: "SCOPE",
    choices: SCOPES,
    help: "only families that lie within one file, directory, class, or cross classes (tree)",
  },
  "min-members": { type: "string", value: "N", help: "only families of at least N members" },
  top: { type: "string", value: "N", help: "only the N best families" },
};

export const OUTPUT_OPTION: OptionTable = {
  output: {
    type: "string",
    value: "OUT",
    help: "the folder to write; it must be empty, new or written by an earlier run",
  },
};

/** How a series is compiled. */
export const BUILD_OPTIONS: OptionTable = {
  build: { type: "string", value: "DIR", help: "its build folder (`make O=DIR`)" },
  cc: { type: "string", value: "CC", choices: ["gcc", "clang"], help: "the compiler (default gcc)" },
  configure: { type: "boolean", help: "configure and prepare the build folder when it is not" },
  "time-limit": { type: "string", value: "S", help: "seconds a compiler may take (default 120)" },
  includers: {
    type: "string",
    value: "N",
    help: "sources compiled for a changed header, beside those of the series (default 25)",
  },
};

export const MAIL_OPTION: OptionTable = {
  from: { type: "string", value: "NAME <MAIL>", help: "who the patches are from" },
  signoff: { type: "boolean", help: "add a Signed-off-by line of --from: only you can certify the origin" },
};
