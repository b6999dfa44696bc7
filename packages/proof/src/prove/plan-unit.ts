import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { findMissingOptions } from "../kernel/find-missing-option.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import type { PatchFacts } from "../prove-request.ts";
import type { FileVerdict } from "../verdicts.ts";
import { adoptCommand } from "./adopt-command.ts";
import type { PatchUnits } from "./choose-sources.ts";
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
  const { tree, answer, unit, file, facts } = request;
  const isNew = unit.before.get(file) === null && !existsSync(join(tree.kernel, file));
  const known = answer.commands.get(file);
  const command = known ?? (isNew ? adoptCommand(answer.commands, tree.kernel, file) : undefined);
  if (command === undefined) return { verdict: unbuiltVerdict(request) };
  return {
    unit: {
      patch: unit.patch.patch,
      file,
      command,
      before: visibleFiles(unit.before, request),
      after: visibleFiles(unit.after, request),
      namesBefore: functionNames(facts.removedFunctions),
      namesAfter: functionNames(facts.helpers ?? []),
    },
  };
}

/** Only what can be the name of a function: facts come from a file that anybody may have written. */
function functionNames(names: readonly string[]): Set<string> {
  return new Set(names.filter((name) => /^[A-Za-z_]\w{0,200}$/.test(name)));
}

/**
 * Files of the patch, what earlier patches changed that the source may include, and the source itself, also
 * when it only includes something changed: its folder must be a real one in the mirror, for `../` to lead there.
 */
function visibleFiles(state: ChangedFiles, { tree, unit, file }: PlanRequest): ChangedFiles {
  const touched = unit.patch.after;
  const files = new Map([...state].filter(([name]) => touched.has(name) || !name.endsWith(".c")));
  const source = join(tree.kernel, file);
  const text = state.get(file);
  return files.set(
    file,
    text === undefined && existsSync(source) ? decodeC(readFileSync(source)) : (text ?? null),
  );
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
