import type { VerbSpec } from "../verb.ts";
import { BUILD_OPTIONS } from "./option-groups.ts";

export const PROVE_FORMATS = ["text", "json", "html"] as const;
export type ProveFormat = (typeof PROVE_FORMATS)[number];
const LEVEL_NAMES = ["identical", "equivalent", "observed", "builds", "unbuilt", "fails"] as const;

export const proveSpec: VerbSpec = {
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
    run: {
      type: "boolean",
      help: "also run drivers on emulated devices before and after each patch, and compare their register accesses",
    },
    mutants: {
      type: "boolean",
      help: "put mistakes into each helper: what was proved must come out different, or it is lowered to builds",
    },
    seed: { type: "string", value: "TEXT", help: "with --mutants: which mistakes are made (default 1)" },
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
    "kindred prove out --kernel . --build ../build --mutants --annotate",
    "kindred prove out --kernel . --configure --run",
    "kindred prove out --kernel . --configure --format json=verdicts.json",
  ],
  load: () => import("../verbs/prove.ts"),
};
