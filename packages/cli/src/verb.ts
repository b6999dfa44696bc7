import type { OptionTable, ParsedArguments } from "./arguments/option-table.ts";
import type { Config } from "./config/load-config.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What a verb may use of the world around it. */
export interface VerbContext {
  readonly args: ParsedArguments;
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly config: Config;
  /** The run leads on to the next verb by itself, so that no verb needs to name it. */
  readonly isGuided?: boolean;
}

/** How a verb is called; the help and the parser both read it. */
export interface VerbSpec {
  readonly name: string;
  readonly summary: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** Fewest and most words that are not options. */
  readonly words: { readonly min: number; readonly max: number; readonly missing: string };
  readonly options: OptionTable;
  readonly examples: readonly string[];
  /** Loads the verb's code; only the verb that is called is loaded. */
  load(): Promise<{ run(context: VerbContext): Promise<ExitCode> }>;
}
