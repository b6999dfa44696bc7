/**
 * Runs the drivers of a series, patch after patch: an emulator is prepared when the first source that it has a device for
 * comes, and one guest runs at a time, so that nothing disturbs another's clock.
 */
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type CText, decodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { AppliedPatch } from "../git/apply-series.ts";
import { diffTrees } from "../git/diff-trees.ts";
import type { PatchUnits } from "../prove/choose-sources.ts";
import type { ProvedUnit } from "../prove/describe-patch.ts";
import type { ProvedPatch } from "../prove/prove-patches.ts";
import { openResultCache, type ResultCache } from "../prove/result-cache.ts";
import type { Observation } from "../verdicts.ts";
import { type ChangedPlace, readChangedPlaces } from "./changed-places.ts";
import { chooseEmulators, type EmulatorChoice } from "./choose-emulator.ts";
import type { NoRun, PreparedEmulator, RunContext } from "./emulator.ts";
import { addObservation, type DriverSides, judgeSource } from "./observe-patch.ts";
import { observeSide } from "./observe-side.ts";

/** Adds what was seen running to the verdicts of those sources that an emulator has a device for. */
export async function observeSeries(
  context: RunContext,
  units: readonly PatchUnits[],
  proved: ReadonlyMap<AppliedPatch, ProvedPatch>,
): Promise<ReadonlyMap<AppliedPatch, ProvedPatch>> {
  const session = openSession(context);
  const observed = new Map(proved);
  try {
    for (const unit of units) {
      const { sources, ...rest } = observed.get(unit.patch)!;
      const seen: ProvedUnit[] = [];
      for (const source of sources) seen.push(await observeSource(session, unit, source));
      observed.set(unit.patch, { ...rest, sources: seen });
    }
  } finally {
    for (const prepared of session.emulators.values()) if (!("kind" in prepared)) await prepared.close();
  }
  return observed;
}

interface Session {
  readonly context: RunContext;
  readonly cache: ResultCache;
  readonly emulators: Map<string, PreparedEmulator | NoRun>;
  /** Of the patch at hand: what was changed where, and how its drivers ran. */
  patch: { readonly unit: PatchUnits; readonly places: readonly ChangedPlace[] } | undefined;
  readonly sides: Map<string, DriverSides>;
}

function openSession(context: RunContext): Session {
  const cache = openResultCache(join(context.cacheDirectory, "observed"));
  return { context, cache, emulators: new Map(), patch: undefined, sides: new Map() };
}

async function observeSource(session: Session, unit: PatchUnits, source: ProvedUnit): Promise<ProvedUnit> {
  const { verdict } = source;
  const choices = chooseEmulators(verdict.file).filter(
    ({ driver }) => driver.lastResort !== true || verdict.level === "builds",
  );
  if (choices.length === 0) return source;
  const places = await placesOf(session, unit);
  const text = unit.after.get(verdict.file) ?? readOriginal(session.context.kernel, verdict.file);
  const seen = places.filter(({ file }) => isCompiledInto(file, verdict.file, text));
  const observations: Observation[] = [];
  for (const choice of choices) {
    session.context.onProgress(`${unit.patch.patch}: running ${choice.driver.name}`);
    observations.push(judgeSource(await sidesOf(session, unit, choice), seen));
  }
  const most = observations.reduce((one, other) => (weightOf(other) > weightOf(one) ? other : one));
  return { ...source, verdict: addObservation(verdict, most) };
}

/** Whether a changed file is part of what a source compiles: itself, headers, and sources that it includes as the 8390 ones do. */
function isCompiledInto(file: string, source: string, text: CText): boolean {
  if (file === source || !file.endsWith(".c")) return true;
  const names = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)].map(([, name]) =>
    basename(name!),
  );
  return names.includes(basename(file));
}

function readOriginal(kernel: string, file: string): CText {
  try {
    return decodeC(readFileSync(join(kernel, file)));
  } catch {
    return ""; // the series brings it, so its text is among the changed ones
  }
}

/** Of several drivers that a source is part of, a bad one says more than a good one, and a good one more than none. */
function weightOf({ outcome }: Observation): number {
  return ["none", "unseen", "equal", "differs", "broken"].indexOf(outcome);
}

async function placesOf(session: Session, unit: PatchUnits): Promise<readonly ChangedPlace[]> {
  if (session.patch?.unit === unit) return session.patch.places;
  const { before, after } = unit.patch;
  const changes = [...after].map(([file, text]) => ({ file, before: before.get(file) ?? null, after: text }));
  const { patch } = await diffTrees(changes);
  session.patch = { unit, places: readChangedPlaces(patch) };
  session.sides.clear();
  return session.patch.places;
}

async function sidesOf(session: Session, unit: PatchUnits, choice: EmulatorChoice): Promise<DriverSides> {
  const { driver, emulator } = choice;
  const name = `${emulator.name}/${driver.name}`;
  const known = session.sides.get(name);
  if (known !== undefined) return known;
  const prepared = await prepareOnce(session, choice);
  const sides = await runSides(session, unit, choice, prepared);
  session.sides.set(name, sides);
  return sides;
}

async function runSides(
  { cache }: Session,
  unit: PatchUnits,
  { driver, emulator }: EmulatorChoice,
  prepared: PreparedEmulator | NoRun,
): Promise<DriverSides> {
  if ("kind" in prepared)
    return { emulator: { title: emulator.name }, driver, before: prepared, after: prepared };
  const observe = (files: ChangedFiles) => observeSide({ prepared, driver, files, cache }).catch(whyNoRun);
  const before = await observe(unit.before);
  const after = before.kind === "none" ? before : await observe(unit.after);
  return { emulator: prepared, driver, before, after };
}

/** A full disk, say, is a reason like any other why nothing was seen. */
function whyNoRun(error: unknown): NoRun {
  return {
    kind: "none",
    cause: "unavailable",
    reason: error instanceof Error ? error.message : String(error),
  };
}

async function prepareOnce(
  { context, emulators }: Session,
  { emulator }: EmulatorChoice,
): Promise<PreparedEmulator | NoRun> {
  const known = emulators.get(emulator.name);
  if (known !== undefined) return known;
  const scratch = join(context.scratch, emulator.name);
  await mkdir(scratch, { recursive: true });
  const prepared = await emulator.prepare({ ...context, scratch }).catch(whyNoRun);
  emulators.set(emulator.name, prepared);
  return prepared;
}
