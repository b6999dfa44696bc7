/**
 * Helpers that a source calls and that another one defines: an existing function of the module, one that the fold put
 * into the first of its files, an exported one of a library module. That other source must be the only one that can be
 * meant: the only definition among the files of the series and of the source's folder, in the same module or exported.
 */
import { dirname } from "node:path";
import { type CText, listFunctions } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { CompileCommand } from "../kernel/compile-command.ts";
import { readState, sourcesInFolder } from "./tree-state.ts";
import type { Home } from "./unit.ts";

export interface HomeSearch {
  readonly kernel: string;
  /** The source that calls, and the command that compiles it. */
  readonly file: string;
  readonly command: CompileCommand;
  readonly names: ReadonlySet<string>;
  /** All files that differ from the kernel after the patch. */
  readonly state: ChangedFiles;
  /** How another source is compiled. */
  commandOf(file: string): CompileCommand | undefined;
}

/** The sources that define `names` for a source that sees none of their definitions. */
export function findHomes(search: HomeSearch): Home[] {
  const { file, state, names } = search;
  const own = readState(search.kernel, state, file);
  const headers = [...state].filter(([name, text]) => text !== null && !name.endsWith(".c"));
  const isSeen = (name: string): boolean =>
    [own, ...headers.map(([, text]) => text!)].some((text) => definesHere(text, name));
  const foreign = [...names].filter((name) => isWord(own, name) && !isSeen(name));
  const homes = foreign.flatMap((name) => findHome(search, name) ?? []);
  const files = [...new Set(homes.map((home) => home.file))].sort();
  return files.map((home) => {
    const all = homes.filter((one) => one.file === home);
    return { file: home, command: all[0]!.command, names: all.flatMap((one) => one.names).sort() };
  });
}

function findHome(search: HomeSearch, name: string): Home | undefined {
  const { file, state, kernel } = search;
  const near = sourcesInFolder(kernel, dirname(file));
  const candidates = new Set([...[...state.keys()].filter((other) => other.endsWith(".c")), ...near]);
  candidates.delete(file);
  const defining = [...candidates].filter((other) => definesForOthers(readState(kernel, state, other), name));
  const [home] = defining;
  if (home === undefined || defining.length > 1) return undefined;
  const command = search.commandOf(home);
  if (command === undefined || !isReachable(search, home, command, name)) return undefined;
  return { file: home, command, names: [name] };
}

/** The linker takes a function of the same module; from elsewhere only what is exported. */
function isReachable(search: HomeSearch, home: string, command: CompileCommand, name: string): boolean {
  const moduleOf = ({ argv }: CompileCommand): string | undefined =>
    argv.find((word) => word.startsWith("-DKBUILD_MODNAME="));
  if (moduleOf(command) === moduleOf(search.command)) return true;
  return new RegExp(`^EXPORT_SYMBOL\\w*\\(${name}\\b`, "m").test(
    readState(search.kernel, search.state, home),
  );
}

function definesForOthers(text: CText, name: string): boolean {
  if (!isWord(text, name)) return false;
  const spans = listFunctions(text).filter((span) => span.name === name);
  return (
    spans.length > 0 &&
    !spans.some((span) => /\b(?:static|__weak|weak)\b/.test(text.slice(span.start, span.bodyStart)))
  );
}

function definesHere(text: CText, name: string): boolean {
  if (!isWord(text, name)) return false;
  if (new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}\\b`, "m").test(text)) return true;
  return listFunctions(text).some((span) => span.name === name);
}

function isWord(text: CText, name: string): boolean {
  return text.includes(name) && new RegExp(`\\b${name}\\b`).test(text);
}
