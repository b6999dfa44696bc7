import { findClang, findRefusedOptions } from "../compile/clang-options.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import { runTool } from "../tools/run-tool.ts";
import { elfRung } from "./elf-rung.ts";
import { irAgainRung, irInlinedRung, irRung, PASSES_AGAIN, PASSES_INLINED } from "./ir-rung.ts";
import type { Rung } from "./rung.ts";

export interface Ladder {
  /** Strongest first. */
  readonly rungs: readonly Rung[];
  /** What a reader of the verdicts must know of the ladder, such as rungs that could not be had. */
  readonly notes: readonly string[];
  /** Versions of the tools and options of the rungs: results with another identity are not comparable. */
  readonly identity: unknown;
}

/** The rungs that can be tried here, for the compiler that the tree is built with. */
export async function chooseRungs(
  tree: KernelTree,
  answer: CommandAnswer,
  timeLimitSeconds: number,
): Promise<Ladder> {
  // A configuration without debug code would not see a dropped pr_debug(): switch it on, on both sides.
  const debug = tree.config.get("CONFIG_DYNAMIC_DEBUG") === "y" ? [] : ["-DDEBUG"];
  const commands = [...answer.commands.values()];
  const [command] = commands;
  const version = await compilerVersion(command?.argv[0] ?? "gcc");
  const elf = elfRung(debug);
  const clang = await findClang();
  const options = [...new Set(commands.flatMap(({ argv }) => argv.slice(1)))];
  const refused = clang && command && (await findRefusedOptions(clang, options, command.cwd));
  const refusedOptions = refused === undefined ? null : [...refused].sort();
  const identity = [version, clang, refusedOptions, debug, PASSES_AGAIN, PASSES_INLINED];
  if (clang === undefined || refused === undefined) {
    const why =
      clang === undefined ? "there is no clang here" : `${clang.version} refuses the build's options`;
    const note = `The rungs that compare LLVM IR were not tried: ${why}.`;
    return { rungs: [elf], notes: [note], identity };
  }
  const ir = irRung(clang, refused, debug);
  const more = [irAgainRung, irInlinedRung].flatMap((rung) => rung(clang, ir, timeLimitSeconds) ?? []);
  if (more.length > 0) return { rungs: [elf, ir, ...more], notes: [], identity };
  const note = `The rungs that optimise again were not tried: there is no \`opt\` for ${clang.version}.`;
  return { rungs: [elf, ir], notes: [note], identity };
}

async function compilerVersion(compiler: string): Promise<string> {
  const result = await runTool([compiler, "--version"], { timeLimitSeconds: 20 });
  return result.outcome === "exited" ? result.stdout : result.outcome;
}
