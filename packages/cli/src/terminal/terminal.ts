import { cleanText } from "@kindred/report";
import { clearProgress, drawProgress } from "./draw-progress.ts";

/** The streams of a run and what they can show: results go to `out`, everything else to `note`. */
export interface Terminal {
  out(text: string | Uint8Array): void;
  /** Progress, summaries, warnings; silent with `--quiet`. Names of files are in them: control characters are shown, not sent. */
  note(text: string): void;
  /** Errors; never silent. Safe to print as notes are. */
  error(text: string): void;
  /** One line that is overwritten by the next; nothing when stderr is no terminal. */
  progress(text: string): void;
  /** Whether {@link Terminal.progress} shows anything. */
  readonly showsProgress: boolean;
  readonly colour: boolean;
  /** Columns of stdout's terminal; `Infinity` when it is none, so that a file or a pipe gets whole paths. */
  readonly columns: number;
  /** Columns of stderr's terminal. */
  readonly progressColumns: number;
}

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly colour: boolean | undefined;
}

export function createTerminal({ quiet, colour }: TerminalOptions): Terminal {
  const showsProgress = process.stderr.isTTY === true && !quiet && !process.env.CI;
  return {
    showsProgress,
    progressColumns: (process.stderr.columns || 80) - 1,
    colour: colour ?? (process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb"),
    columns: process.stdout.columns || Number.POSITIVE_INFINITY,
    out: (text) => {
      clearProgress();
      process.stdout.write(text);
    },
    note: (text) => {
      clearProgress();
      if (!quiet) process.stderr.write(`${cleanText(text)}\n`);
    },
    error: (text) => {
      clearProgress();
      process.stderr.write(`${cleanText(text)}\n`);
    },
    progress: (text) => {
      if (showsProgress) drawProgress(text);
    },
  };
}
