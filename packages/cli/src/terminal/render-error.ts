import { KindredError } from "@kindred/c-source";
import { ExitCode, exitCodeOfError } from "../exit-codes.ts";

export interface RenderedError {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** What a person is told of an error, and the exit code it stands for. */
export function renderError(error: unknown, debug: boolean): RenderedError {
  const known = error instanceof KindredError ? error : fromSystemError(error);
  if (known)
    return { text: withStack(messageOf(known), error, debug), exitCode: exitCodeOfError(known.code) };
  const message = error instanceof Error ? error.message : String(error);
  const hint = debug
    ? "Report it together with the stack below."
    : "Run it again with --debug and report what it prints.";
  return {
    text: withStack(`kindred: Something unforeseen happened: ${message}\n  fix: ${hint}`, error, debug),
    exitCode: ExitCode.Incomplete,
  };
}

function messageOf(error: KindredError): string {
  return error.hint === undefined
    ? `kindred: ${error.message}`
    : `kindred: ${error.message}\n  fix: ${asSentence(error.hint)}`;
}

/** Hints come from every package, some as a phrase, some as a sentence. */
function asSentence(hint: string): string {
  const text = hint.charAt(0).toUpperCase() + hint.slice(1);
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function withStack(text: string, error: unknown, debug: boolean): string {
  return debug && error instanceof Error ? `${text}\n${stackOf(error)}` : text;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}

/** Errors of the file system that no package gave a name to: still one clear message, never a stack. */
function fromSystemError(error: unknown): KindredError | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code !== "string" || typeof syscall !== "string") return undefined;
  const subject = path === undefined ? "A file" : `\`${path}\``;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new KindredError(
      "E_OUTPUT",
      `${subject} cannot be written: the disk is full.`,
      "free some space or write elsewhere",
    );
  if (code === "EACCES" || code === "EPERM")
    return new KindredError(
      "E_PATH",
      `${subject} cannot be opened: no permission.`,
      "give yourself the permission or choose another path",
    );
  if (code === "EROFS")
    return new KindredError(
      "E_OUTPUT",
      `${subject} cannot be written: the file system is read-only.`,
      "write elsewhere",
    );
  if (code === "ENOENT") return new KindredError("E_PATH", `${subject} does not exist.`, "check the path");
  return undefined;
}
