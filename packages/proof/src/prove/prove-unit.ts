/**
 * One source of a patch: it must compile as it did, without a new warning; then the ladder says how much
 * more can be shown (`climb-ladder.ts`).
 */
import { join } from "node:path";
import { type Compiled, compileUnit, showCommand } from "../compile/compile-unit.ts";
import type { MirrorPool } from "../compile/mirror-pool.ts";
import { findNewWarnings } from "../gates/new-warnings.ts";
import { buildObject, buildObjectArgv, lacksHeader } from "../kernel/build-object.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import { climbLadder } from "./climb-ladder.ts";
import { AS_BUILT, type Compile } from "./compile-sides.ts";
import type { Rung } from "./rung.ts";
import type { Unit, UnitResult } from "./unit.ts";

export interface UnitEnvironment {
  readonly tree: KernelTree;
  readonly rungs: readonly Rung[];
  readonly timeLimitSeconds: number;
  /** Bytes of address space that a compiler may have. */
  readonly memoryLimit: number;
  /** Folder for the objects of this run. */
  readonly scratch: string;
  readonly mirrors: MirrorPool;
  /** Hears of what took long. */
  readonly onNote?: (sentence: string) => void;
}

/** Gives a source its level. */
export async function proveUnit(unit: Unit, environment: UnitEnvironment): Promise<UnitResult> {
  const tally: Tally = { seconds: 0 };
  const compile = compilerFor(unit, environment, tally);
  const result = await tryUnit(unit, environment, compile);
  const isPassing = tally.isPassing || result.isPassing || result.level === "unbuilt";
  return { ...result, seconds: tally.seconds, ...(isPassing && { isPassing }) };
}

/** What the compiles of a unit came to. */
export interface Tally {
  seconds: number;
  /** A compiler could not do its work. */
  isPassing?: boolean;
}

async function tryUnit(
  unit: Unit,
  environment: UnitEnvironment,
  compile: Compile,
): Promise<Omit<UnitResult, "seconds">> {
  const base = { command: showCommand({ command: unit.command, ...AS_BUILT }), rung: "compile", notes: [] };
  const after = await compileAfter(unit, environment, compile);
  if (after.failure !== undefined) {
    return { ...base, ...(await explainFailure(unit, environment, after, compile)) };
  }
  const before = await compileBefore(unit, compile, after);
  if (before?.failure?.kind === "unavailable")
    return { ...base, level: "unbuilt", difference: before.failure.reason };
  const warnings = findNewWarnings(before?.stderr ?? "", after.stderr);
  if (warnings.length > 0) {
    const difference = `New warning: ${warnings[0]}`;
    return { ...base, level: "fails", rung: "warnings", difference, notes: warnings };
  }
  if (unit.before.get(unit.file) === null) {
    return {
      ...base,
      level: "builds",
      difference: "The file is new: there is nothing to compare it with.",
    };
  }
  return { ...base, ...(await climbLadder(unit, environment.rungs, compile)) };
}

let jobs = 0;

/** What compiles a unit; the tally adds up. */
export function compilerFor(unit: Unit, environment: UnitEnvironment, tally: Tally): Compile {
  const { tree, timeLimitSeconds, memoryLimit, mirrors } = environment;
  const base = { kernel: tree.kernel, build: tree.build, timeLimitSeconds, memoryLimit };
  return async (files, changes, { file, command } = unit) => {
    const scratch = join(environment.scratch, `${jobs++}`);
    const compiled = await mirrors.use((mirror) =>
      compileUnit({ ...base, file, command, files, mirror, scratch, ...changes }),
    );
    tally.seconds += compiled.seconds;
    if (compiled.failure?.kind === "unavailable") tally.isPassing = true;
    return compiled;
  };
}

/** Headers that the build makes on its way are made first, where that is Kindred's to do. */
async function compileAfter(
  unit: Unit,
  { tree, onNote }: UnitEnvironment,
  compile: Compile,
): Promise<Compiled> {
  const after = await compile(unit.after, AS_BUILT);
  if (!tree.ownBuild || after.failure === undefined || !lacksHeader(after.failure.reason)) return after;
  onNote?.(`building headers that ${unit.file} includes, by make`);
  const { built, seconds } = await buildObject(tree, unit.file);
  onNote?.(`${built ? "built" : "could not build"} the headers of ${unit.file} in ${seconds.toFixed(0)} s`);
  return built ? compile(unit.after, AS_BUILT) : after;
}

/** The before side with the build's own options is only needed to know which warnings are old. */
async function compileBefore(unit: Unit, compile: Compile, after: Compiled): Promise<Compiled | undefined> {
  if (unit.before.get(unit.file) === null || !after.stderr.includes("warning:")) return undefined;
  return compile(unit.before, AS_BUILT);
}

type Explained = Pick<UnitResult, "level" | "difference">;

async function explainFailure(
  unit: Unit,
  { tree }: UnitEnvironment,
  after: Compiled,
  compile: Compile,
): Promise<Explained> {
  const { kind, reason } = after.failure!;
  if (kind === "unavailable") return { level: "unbuilt", difference: reason };
  if (unit.before.get(unit.file) === null) return { level: "fails", difference: reason };
  const before = await compile(unit.before, AS_BUILT);
  if (before.failure === undefined) return { level: "fails", difference: reason };
  const make = buildObjectArgv(tree, unit.file).join(" ");
  const fix = lacksHeader(reason) ? ` If the build makes that header, run \`${make}\` once.` : "";
  const difference = `It does not compile before the patch either: ${before.failure.reason}.${fix}`;
  return { level: "unbuilt", difference };
}
