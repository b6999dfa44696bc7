import type { ErrorCode } from "@kindred/c-source";

/** The four exit codes of the command. Never a count; `--quiet` never changes them. */
export const ExitCode = { Clean: 0, Findings: 1, Usage: 2, Incomplete: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * Usage (2): what was typed, or a file that was named, is wrong, and nothing was begun.
 * Incomplete (3): the request was sound, but something outside of it kept the work from being finished.
 */
const CODE_OF_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  E_USAGE: ExitCode.Usage,
  E_DIRTY: ExitCode.Usage,
  E_DATA: ExitCode.Usage,
  E_CODEMOD: ExitCode.Usage,
  E_PATH: ExitCode.Incomplete,
  E_KERNEL: ExitCode.Incomplete,
  E_TOOL: ExitCode.Incomplete,
  E_OUTPUT: ExitCode.Incomplete,
  E_INTERNAL: ExitCode.Incomplete,
};

export function exitCodeOfError(code: ErrorCode): ExitCode {
  return CODE_OF_ERROR[code];
}
