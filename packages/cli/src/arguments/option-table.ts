/** One option of a verb. Strings always take a value, booleans never do: no option takes an optional value. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  /** May be given more than once. */
  readonly multiple?: true;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly help: string;
  /** The words the value may be. */
  readonly choices?: readonly string[];
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** The arguments of a verb after parsing: options by name, and the words that are not options. */
export interface ParsedArguments {
  readonly options: ReadonlyMap<string, readonly string[] | true>;
  readonly words: readonly string[];
}

/** Options that every verb has. */
export const COMMON_OPTIONS: OptionTable = {
  help: { type: "boolean", help: "show this help" },
  quiet: { type: "boolean", help: "no progress and no summary on stderr; the exit code stays the same" },
  colour: { type: "boolean", help: "colours even when stdout is not a terminal" },
  "no-colour": { type: "boolean", help: "no colours (as does NO_COLOR)" },
  config: { type: "string", value: "FILE", help: "read this file instead of kindred.config.json" },
  debug: { type: "boolean", help: "show the stack of an error" },
};
