import { type Clang, findClang, findRefusedOptions } from "../compile/clang-options.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import { runTool } from "../tools/run-tool.ts";
import { elfRung, elfRungsOtherwise } from "./elf-rung.ts";
import { irLinkedRung } from "./ir-linked-rung.ts";
import {
  irAgainRung,
  irInlinedRung,
  irRung,
  PASSES_AGAIN,
  PASSES_INLINED,
  PASSES_LINKED,
} from "./ir-rung.ts";
import type { Rung } from "./rung.ts";

export interface Ladder {
  /** Strongest first. */
  readonly rungs: readonly Rung[];
  /** What a reader of the verdicts must know of the ladder, such as rungs that could not be had. */
  readonly notes: readonly string[];
  /** Versions of the tools and options of the rungs: results with another identity are not comparable. */
  readonly identity: unknown;
}

/** Bumped when a comparator says otherwise of the same two outputs: results in the cache are then not comparable. */
const COMPARATORS = 7;

/** The rungs that can be tried here, for the compiler that the tree is built with. */
export async function chooseRungs(
  tree: Pick<KernelTree, "config">,
  { commands }: Pick<CommandAnswer, "commands">,
  timeLimitSeconds: number,
): Promise<Ladder> {
  // A configuration without debug code would not see a dropped pr_debug(): switch it on, on both sides.
  const debug = tree.config.get("CONFIG_DYNAMIC_DEBUG") === "y" ? [] : ["-DDEBUG"];
  const [command] = commands.values();
  const version = await compilerVersion(command?.argv[0] ?? "gcc");
  const ir = await irRungs(commands, debug, timeLimitSeconds);
  const rungs = [elfRung(debug), ...ir.rungs, ...elfRungsOtherwise(version, debug)];
  const jobs = rungs.map(({ name, level, job }) => [name, level, job.extra, job.emit]);
  return { rungs, notes: ir.notes, identity: [COMPARATORS, version, jobs, ir.identity] };
}

/** The rungs that need clang: none where there is none that takes the build's options. */
async function irRungs(
  commands: CommandAnswer["commands"],
  debug: readonly string[],
  timeLimitSeconds: number,
): Promise<Ladder> {
  const clang = await findClang();
  const [command] = commands.values();
  const options = [...new Set([...commands.values()].flatMap(({ argv }) => argv.slice(1)))];
  const refused = clang && command && (await findRefusedOptions(clang, options, command.cwd));
  const identity = [
    clang,
    refused === undefined ? null : [...refused].sort(),
    PASSES_AGAIN,
    PASSES_INLINED,
    PASSES_LINKED,
  ];
  if (clang === undefined || refused === undefined) {
    const why =
      clang === undefined ? "there is no clang here" : `${clang.version} refuses the build's options`;
    return { rungs: [], notes: [`The rungs that compare LLVM IR were not tried: ${why}.`], identity };
  }
  const first = irRung(clang, refused, debug);
  return { ...withOptimiser(clang, first, timeLimitSeconds), identity };
}

function withOptimiser(clang: Clang, first: Rung, timeLimitSeconds: number): Pick<Ladder, "rungs" | "notes"> {
  const more = [irAgainRung, irInlinedRung, irLinkedRung].flatMap(
    (rung) => rung(clang, first, timeLimitSeconds) ?? [],
  );
  if (more.length > 0) return { rungs: [first, ...more], notes: [] };
  const note = `The rungs that optimise again were not tried: there is no \`opt\` for ${clang.version}.`;
  return { rungs: [first], notes: [note] };
}

async function compilerVersion(compiler: string): Promise<string> {
  const result = await runTool([compiler, "--version"], { timeLimitSeconds: 20 });
  return result.outcome === "exited" ? result.stdout : result.outcome;
}
