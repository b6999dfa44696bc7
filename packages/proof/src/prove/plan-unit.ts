import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { CompileCommand } from "../kernel/compile-command.ts";
import { findMissingOptions } from "../kernel/find-missing-option.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import type { PatchFacts } from "../prove-request.ts";
import type { FileVerdict } from "../verdicts.ts";
import { adoptCommand } from "./adopt-command.ts";
import type { PatchUnits } from "./choose-sources.ts";
import { findHomes } from "./find-homes.ts";
import type { Unit } from "./unit.ts";

/** A unit to prove, or the verdict on a source that cannot be compiled here. */
export type UnitPlan =
  | { readonly unit: Unit; readonly verdict?: never }
  | { readonly unit?: never; readonly verdict: FileVerdict };

export interface PlanRequest {
  readonly tree: KernelTree;
  readonly answer: CommandAnswer;
  readonly unit: PatchUnits;
  /** The source, relative to the kernel root. */
  readonly file: string;
  readonly facts: PatchFacts;
}

/** Finds the command of a source and the texts that it sees on both sides. */
export function planUnit(request: PlanRequest): UnitPlan {
  const { tree, unit, file, facts } = request;
  const command = commandOf(request, file);
  if (command === undefined) return { verdict: unbuiltVerdict(request) };
  const namesAfter = functionNames(facts.helpers ?? []);
  const search = { kernel: tree.kernel, file, command, names: namesAfter, state: unit.after };
  const homes = findHomes({ ...search, commandOf: (other) => commandOf(request, other) });
  const sources = [file, ...homes.map((home) => home.file)];
  return {
    unit: {
      patch: unit.patch.patch,
      file,
      command,
      before: visibleFiles(unit.before, sources, request),
      after: visibleFiles(unit.after, sources, request),
      namesBefore: functionNames(facts.removedFunctions),
      namesAfter,
      homes,
    },
  };
}

function commandOf({ tree, answer, unit }: PlanRequest, file: string): CompileCommand | undefined {
  const isNew = (unit.before.get(file) ?? null) === null && !existsSync(join(tree.kernel, file));
  const known = answer.commands.get(file);
  return known ?? (isNew ? adoptCommand(answer.commands, tree.kernel, file) : undefined);
}

/** Only what can be the name of a function: facts come from a file that anybody may have written. */
function functionNames(names: readonly string[]): Set<string> {
  return new Set(names.filter((name) => /^[A-Za-z_]\w{0,200}$/.test(name)));
}

/**
 * Files of the patch, what earlier patches changed that a source may include, and the sources to compile, also when
 * they only include something changed: their folders must be real ones in the mirror, for `../` to lead there.
 */
function visibleFiles(
  state: ChangedFiles,
  sources: readonly string[],
  { tree, unit }: PlanRequest,
): ChangedFiles {
  const touched = unit.patch.after;
  const files = new Map([...state].filter(([name]) => touched.has(name) || !name.endsWith(".c")));
  for (const file of sources) {
    const text = state.get(file);
    const source = join(tree.kernel, file);
    const isUnchanged = text === undefined && existsSync(source);
    files.set(file, isUnchanged ? decodeC(readFileSync(source)) : (text ?? null));
  }
  return files;
}

function unbuiltVerdict({ tree, answer, file }: PlanRequest): FileVerdict {
  const base = {
    file,
    level: "unbuilt" as const,
    rung: "compile-command",
    command: answer.makeCommand,
    seconds: 0,
  };
  const missing = tree.plainMake ? [] : findMissingOptions(tree, file);
  if (missing.length > 0) {
    const verb = missing.length === 1 ? "is" : "are";
    return {
      ...base,
      difference: `${missing.join(", ")} ${verb} not set in ${join(tree.build, ".config")}.`,
    };
  }
  if (answer.complaint !== undefined)
    return { ...base, difference: `make gives no command: ${answer.complaint}` };
  return { ...base, difference: "The build of this tree does not compile the file by itself." };
}
