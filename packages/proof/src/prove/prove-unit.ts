/**
 * One source up the ladder: first it must compile as it did, without a new warning; then the rungs are
 * tried, strongest first, and the first that holds gives the level. A rung that cannot be tried (no such
 * compiler, source does not compile that way) says nothing.
 */
import { join } from "node:path";
import { findChangeFacts, type MaskedNames } from "../compare/masked-names.ts";
import { type Compiled, type CompileJob, compileUnit, showCommand } from "../compile/compile-unit.ts";
import { prepareSide } from "../compile/prepare-side.ts";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { findNewWarnings } from "../gates/new-warnings.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { Rung, RungAnswer, Sides } from "./rung.ts";
import type { Unit, UnitResult } from "./unit.ts";

export interface UnitEnvironment {
  readonly tree: KernelTree;
  readonly rungs: readonly Rung[];
  readonly timeLimitSeconds: number;
  /** Folder for the mirrors and objects of this run. */
  readonly scratch: string;
}

type JobChanges = Pick<CompileJob, "compiler" | "accepts" | "extra" | "emit">;
const AS_BUILT: JobChanges = { extra: [], emit: ["-c"] };

/** Gives a source its level. */
export async function proveUnit(unit: Unit, environment: UnitEnvironment): Promise<UnitResult> {
  const clock = { seconds: 0 };
  const compile = compilerFor(unit, environment, clock);
  const base = { command: showCommand({ command: unit.command, ...AS_BUILT }), rung: "compile", notes: [] };
  const after = await compile(unit.after, AS_BUILT);
  if (after.failure !== undefined)
    return { ...base, ...(await explainFailure(unit, after, compile)), ...clock };
  const before = await compileBefore(unit, compile, after);
  const warnings = findNewWarnings(before?.stderr ?? "", after.stderr);
  if (warnings.length > 0) {
    const difference = `New warning: ${warnings[0]}`;
    return { ...base, level: "fails", rung: "warnings", difference, notes: warnings, ...clock };
  }
  if (unit.before.get(unit.file) === null) {
    return {
      ...base,
      level: "builds",
      difference: "The file is new: there is nothing to compare it with.",
      ...clock,
    };
  }
  return { ...base, ...(await climb(unit, environment, compile)), ...clock };
}

type Compile = (files: ChangedFiles, changes: JobChanges) => Promise<Compiled>;

let jobs = 0;

function compilerFor(unit: Unit, environment: UnitEnvironment, clock: { seconds: number }): Compile {
  return async (files, changes) => {
    const compiled = await compileUnit({
      kernel: environment.tree.kernel,
      build: environment.tree.build,
      file: unit.file,
      command: unit.command,
      files,
      timeLimitSeconds: environment.timeLimitSeconds,
      scratch: join(environment.scratch, `${jobs++}`),
      ...changes,
    });
    clock.seconds += compiled.seconds;
    return compiled;
  };
}

/** The before side with the build's own options is only needed to know which warnings are old. */
async function compileBefore(unit: Unit, compile: Compile, after: Compiled): Promise<Compiled | undefined> {
  if (unit.before.get(unit.file) === null || !after.stderr.includes("warning:")) return undefined;
  return compile(unit.before, AS_BUILT);
}

type Explained = Pick<UnitResult, "level" | "difference">;

async function explainFailure(unit: Unit, after: Compiled, compile: Compile): Promise<Explained> {
  const { kind, reason } = after.failure!;
  if (kind === "unavailable") return { level: "unbuilt", difference: reason };
  if (unit.before.get(unit.file) === null) return { level: "fails", difference: reason };
  const before = await compile(unit.before, AS_BUILT);
  if (before.failure === undefined) return { level: "fails", difference: reason };
  return {
    level: "unbuilt",
    difference: `It does not compile before the patch either: ${before.failure.reason}`,
  };
}

type Reached = Pick<UnitResult, "level" | "rung" | "command" | "difference">;

async function climb(unit: Unit, environment: UnitEnvironment, compile: Compile): Promise<Reached> {
  const folded = new Set([...unit.namesBefore, ...unit.namesAfter]);
  const { names, placeUsers } = findChangeFacts(folded, unit.before, unit.after);
  const command = (job: JobChanges): string => showCommand({ command: unit.command, ...job });
  const builds = { level: "builds", rung: "compile", command: command(AS_BUILT) } as const;
  if (placeUsers.length > 0) {
    const users = placeUsers.join("`, `");
    return {
      ...builds,
      difference: `\`${users}\` uses __LINE__ or __FILE__, which a comparison holds constant.`,
    };
  }
  const compiled = new Map<string, Sides>();
  const differences: string[] = [];
  for (const rung of environment.rungs) {
    const key = JSON.stringify([rung.job.compiler, rung.job.extra, rung.job.emit]);
    const sides = compiled.get(key) ?? (await compileSides(unit, rung, compile));
    compiled.set(key, sides);
    const answer = await tryRung(rung, sides, names);
    if (answer.equal) {
      const level = answer.masked ? "equivalent" : rung.level;
      return { level, rung: rung.name, command: command(rung.job), difference: answer.difference };
    }
    differences.push(`${rung.name}: ${answer.difference}`);
  }
  return { ...builds, difference: differences.join("\n") };
}

/** Both sides with the helper forced inline; as they stand when a side cannot be compiled so. */
async function compileSides(unit: Unit, rung: Rung, compile: Compile): Promise<Sides> {
  const forced = {
    before: await compile(prepareSide(unit.before, unit.file, unit.namesBefore), rung.job),
    after: await compile(prepareSide(unit.after, unit.file, unit.namesAfter), rung.job),
  };
  if (isComplete(forced)) return forced;
  return { before: await compile(unit.before, rung.job), after: await compile(unit.after, rung.job) };
}

function isComplete(sides: Sides): boolean {
  return sides.before.output !== undefined && sides.after.output !== undefined;
}

async function tryRung(rung: Rung, sides: Sides, names: MaskedNames): Promise<RungAnswer> {
  const failure = sides.before.failure ?? sides.after.failure;
  if (failure !== undefined) {
    return {
      equal: false,
      masked: false,
      difference: `It does not compile for this rung: ${failure.reason}`,
    };
  }
  try {
    return await rung.compare(sides.before.output!, sides.after.output!, names);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { equal: false, masked: false, difference: `It could not be compared: ${reason}` };
  }
}
