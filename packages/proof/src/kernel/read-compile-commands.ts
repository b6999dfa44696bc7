/**
 * Compile commands without building anything: `make -n V=1` prints what it would run.
 *
 * Kbuild's line for an object starts with echoes that hold the command as one quoted word, then traps,
 * then the command itself; a plain Makefile prints the bare command. Both come out of the same split into
 * simple commands. `make` says when it changes folder, and relative paths count from the folder it is in.
 */
import { type CompileCommand, readCompileCommand } from "./compile-command.ts";
import { splitShell } from "./split-shell.ts";

/**
 * Every compile command in the output of `make -n`, keyed by absolute source path; the first one of a source counts.
 * @param cwd folder in which that make was started.
 */
export function readCompileCommands(makeOutput: string, cwd: string): Map<string, CompileCommand> {
  const commands = new Map<string, CompileCommand>();
  const folders = [cwd];
  for (const line of logicalLines(makeOutput)) {
    const moved = /^make(?:\[\d+\])?: (Entering|Leaving) directory '(.*)'$/.exec(line);
    if (moved?.[1] === "Entering") folders.push(moved[2]!);
    else if (moved !== null && folders.length > 1) folders.pop();
    if (moved !== null || !mayCompile(line)) continue;
    for (const words of splitShell(line)) {
      const command = readCompileCommand(words, folders.at(-1)!);
      if (command === undefined) continue;
      if (!commands.has(command.source)) commands.set(command.source, command);
      break;
    }
  }
  return commands;
}

/** Cheap test that leaves most lines of a Kbuild log unsplit. */
function mayCompile(line: string): boolean {
  return line.includes(".c") && /\s-c\s/.test(line);
}

/** Lines, with those that end in a backslash joined to the next. */
function* logicalLines(text: string): Generator<string> {
  let start = 0;
  let held = "";
  while (start < text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    start = end + 1;
    if (line.endsWith("\\")) held += `${line.slice(0, -1)} `;
    else {
      yield held + line;
      held = "";
    }
  }
  if (held !== "") yield held;
}
