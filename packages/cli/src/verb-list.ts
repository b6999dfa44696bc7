import type { OptionTable } from "./arguments/option-table.ts";
import type { VerbSpec } from "./verb.ts";

export const FIND_FORMATS = ["text", "json", "ndjson", "sarif", "html", "markdown", "terse"] as const;
export type FindFormat = (typeof FIND_FORMATS)[number];
export const PROVE_FORMATS = ["text", "json", "html"] as const;
export type ProveFormat = (typeof PROVE_FORMATS)[number];
export const SCOPES = ["file", "directory", "class", "tree"] as const;
const METHODS = ["kindred", "drcomp"] as const;
const LEVEL_NAMES = ["identical", "equivalent", "observed", "builds", "unbuilt", "fails"] as const;

/** Which files are looked at. */
const SOURCE_OPTIONS: OptionTable = {
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
const FIND_OPTIONS: OptionTable = {
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

const SELECTION_OPTIONS: OptionTable = {
  scope: {
    type: "string",
    value: "SCOPE",
    choices: SCOPES,
    help: "only families that lie within one file, directory, class, or cross classes (tree)",
  },
  "min-members": { type: "string", value: "N", help: "only families of at least N members" },
  top: { type: "string", value: "N", help: "only the N best families" },
};

const OUTPUT_OPTION: OptionTable = {
  output: {
    type: "string",
    value: "OUT",
    help: "the folder to write; it must be empty, new or written by an earlier run",
  },
};

/** How a series is compiled. */
const BUILD_OPTIONS: OptionTable = {
  build: { type: "string", value: "DIR", help: "its build folder (`make O=DIR`)" },
  cc: { type: "string", value: "CC", choices: ["gcc", "clang"], help: "the compiler (default gcc)" },
  configure: { type: "boolean", help: "configure and prepare the build folder when it is not" },
  "time-limit": { type: "string", value: "S", help: "seconds a compiler may take (default 120)" },
};

const MAIL_OPTION: OptionTable = {
  from: { type: "string", value: "NAME <MAIL>", help: "who the patches are from" },
  signoff: { type: "boolean", help: "add a Signed-off-by line of --from: only you can certify the origin" },
};

/** Every verb, in the order of the help. */
export const VERBS: readonly VerbSpec[] = [
  {
    name: "find",
    summary: "list families of similar driver code, best payoff first",
    usage: "PATH… [OPTIONS]",
    words: {
      min: 1,
      max: Number.POSITIVE_INFINITY,
      missing: "name the folders or files to look at, as `kindred find drivers/leds`",
    },
    options: {
      format: {
        type: "string",
        multiple: true,
        value: "FMT[=FILE]",
        help: `${FIND_FORMATS.join(", ")}; without =FILE on stdout`,
      },
      ...FIND_OPTIONS,
      ...SELECTION_OPTIONS,
      ...SOURCE_OPTIONS,
      "changed-since": {
        type: "string",
        value: "REV",
        help: "only families that touch a file which differs from git's REV, uncommitted and new files too",
      },
      baseline: { type: "string", value: "FILE", help: "the families that are known already" },
      "update-baseline": { type: "boolean", help: "write what was found to the --baseline file" },
      "fail-on": {
        type: "string",
        value: "WHAT",
        choices: ["new", "any"],
        help: "exit 1 when a family is new to the baseline, or when there is any",
      },
      timings: { type: "boolean", help: "say where the time went, on stderr" },
    },
    examples: [
      "kindred find drivers/leds",
      "kindred find drivers --format json=families.json --format html=families.html",
    ],
    load: () => import("./verbs/find.ts"),
  },
  {
    name: "explain",
    summary: "show one family: members side by side, holes, what a fold would do",
    usage: "K-ID [PATH…] [OPTIONS]",
    words: {
      min: 1,
      max: Number.POSITIVE_INFINITY,
      missing: "name a family, as `kindred explain K-3fa9c1d2 drivers/leds`",
    },
    options: {
      families: { type: "string", value: "FILE", help: "families.json of an earlier run, instead of paths" },
      ...FIND_OPTIONS,
      ...SOURCE_OPTIONS,
    },
    examples: [
      "kindred explain K-3fa9c1d2 drivers/leds",
      "kindred explain K-3fa9c1d2 --families families.json",
    ],
    load: () => import("./verbs/explain.ts"),
  },
  {
    name: "fold",
    summary: "replace families by helpers: a series for git am, codemods and the ledger",
    usage: "PATH… --output OUT [OPTIONS]",
    words: { min: 0, max: Number.POSITIVE_INFINITY, missing: "" },
    options: {
      ...OUTPUT_OPTION,
      families: { type: "string", value: "FILE", help: "families.json of an earlier run, instead of paths" },
      ...FIND_OPTIONS,
      ...SELECTION_OPTIONS,
      strategy: {
        type: "string",
        multiple: true,
        value: "ID[,ID]",
        help: "only these strategies, as shared-function,callback",
      },
      ...SOURCE_OPTIONS,
      prove: {
        type: "boolean",
        help: "prove each patch, say in its mail what was shown, and leave out what fails",
      },
      ...BUILD_OPTIONS,
      ...MAIL_OPTION,
    },
    examples: [
      "kindred fold drivers/leds --output out",
      "kindred fold drivers/leds --prove --build ../build --output out",
      "kindred fold --families families.json --output out",
    ],
    load: () => import("./verbs/fold.ts"),
  },
  {
    name: "prove",
    summary: "compile a series before and after each patch and say what was shown",
    usage: "OUT --kernel TREE [OPTIONS]",
    words: {
      min: 1,
      max: 1,
      missing: "name the folder that `kindred fold` wrote, as `kindred prove out --kernel .`",
    },
    options: {
      kernel: { type: "string", value: "TREE", help: "the kernel the series is for; it is never written to" },
      ...BUILD_OPTIONS,
      workers: { type: "string", value: "N", help: "compilers at a time (default: one a processor)" },
      annotate: { type: "boolean", help: "write each verdict into its patch's mail" },
      "cache-dir": {
        type: "string",
        value: "DIR",
        help: "where results and a build folder of its own are kept",
      },
      format: {
        type: "string",
        multiple: true,
        value: "FMT[=FILE]",
        help: `${PROVE_FORMATS.join(", ")}; without =FILE on stdout`,
      },
      "fail-on": {
        type: "string",
        value: "LEVEL",
        choices: LEVEL_NAMES,
        help: "exit 1 when a patch gets this level or a weaker one (default fails)",
      },
    },
    examples: [
      "kindred prove out --kernel . --build ../build",
      "kindred prove out --kernel . --configure --format json=verdicts.json",
    ],
    load: () => import("./verbs/prove.ts"),
  },
  {
    name: "apply",
    summary: "run a codemod over a tree: shows the diff, --write changes the files",
    usage: "CODEMOD PATH… [OPTIONS]",
    words: {
      min: 2,
      max: Number.POSITIVE_INFINITY,
      missing:
        "name a codemod and where to run it, as `kindred apply module-driver-macro drivers/leds`; `kindred doctor` lists the codemods",
    },
    options: {
      ...OUTPUT_OPTION,
      write: { type: "boolean", help: "change the files: all of them or none" },
      "allow-dirty": { type: "boolean", help: "write even when git has uncommitted changes there" },
      why: { type: "string", value: "FILE:LINE", help: "say why the codemod does nothing at that line" },
      ...SOURCE_OPTIONS,
      ...MAIL_OPTION,
    },
    examples: [
      "kindred apply devm-platform-ioremap-resource drivers/leds",
      "kindred apply module-driver-macro drivers --output out",
    ],
    load: () => import("./verbs/apply.ts"),
  },
  {
    name: "publish",
    summary: "check a helper library and make a patch, a package or a tarball of it",
    usage: "LIBDIR --as FORM --output OUT [OPTIONS]",
    words: {
      min: 1,
      max: 1,
      missing:
        "name a library folder, as `kindred publish lib-templates/wdt-legacy --as tarball --output out`",
    },
    options: {
      ...OUTPUT_OPTION,
      as: {
        type: "string",
        value: "FORM",
        choices: ["in-tree", "tarball", "dkms"],
        help: "in-tree (a patch for --kernel), tarball, or dkms (Debian packages)",
      },
      kernel: { type: "string", value: "TREE", help: "the kernel that the patch is for" },
      param: { type: "string", multiple: true, value: "K=V", help: "a parameter of the template" },
      ...MAIL_OPTION,
    },
    examples: ["kindred publish lib-templates/wdt-legacy --as in-tree --kernel . --output out"],
    load: () => import("./verbs/publish.ts"),
  },
  {
    name: "corpus",
    summary: "get a pinned kernel: list, or fetch NAME",
    usage: "list | fetch NAME [OPTIONS]",
    words: { min: 1, max: 2, missing: "write `kindred corpus list` or `kindred corpus fetch NAME`" },
    options: {
      from: { type: "string", value: "FILE", help: "take this tarball instead of installing the package" },
      to: { type: "string", value: "DIR", help: "unpack below this folder instead of the cache" },
      "accept-new": { type: "boolean", help: "take a version that is not pinned, too" },
    },
    examples: ["kindred corpus list", "kindred corpus fetch linux-6.12"],
    load: () => import("./verbs/corpus.ts"),
  },
  {
    name: "doctor",
    summary: "versions, grammar, compilers, kernel tree, configuration in force",
    usage: "[OPTIONS]",
    words: { min: 0, max: 0, missing: "" },
    options: { kernel: { type: "string", value: "TREE", help: "look at this kernel tree" } },
    examples: ["kindred doctor"],
    load: () => import("./verbs/doctor.ts"),
  },
  {
    name: "demo",
    summary: "the whole work on the small driver tree that comes along",
    usage: "[OPTIONS]",
    words: { min: 0, max: 0, missing: "" },
    options: { ...OUTPUT_OPTION },
    examples: ["kindred demo"],
    load: () => import("./verbs/demo.ts"),
  },
];
