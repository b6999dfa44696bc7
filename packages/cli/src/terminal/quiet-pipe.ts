import { KindredError } from "@kindred/c-source";
import { renderError } from "./render-error.ts";

/**
 * `kindred find … | head` closes our stdout early. That is the reader's right, not an error: writing stops
 * and the run ends with the code it would have had. Any other trouble of stdout loses results, so it ends the
 * run with one message; stderr holds no results, and there is nowhere left to tell of its trouble.
 */
export function acceptClosedPipes(): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") endRun(error);
  });
}

/** What was half-written elsewhere is removed when the process exits. */
function endRun(cause: NodeJS.ErrnoException): never {
  const reason = cause.code === "ENOSPC" ? "the disk is full" : cause.message;
  const error = new KindredError(
    "E_OUTPUT",
    `The result cannot be written to stdout: ${reason}.`,
    "send it elsewhere",
    { cause },
  );
  const { text, exitCode } = renderError(error, process.argv.includes("--debug"));
  process.stderr.write(`${text}\n`);
  process.exit(exitCode);
}
