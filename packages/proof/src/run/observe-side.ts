/**
 * A driver as one state of the sources makes it, run twice: only what two runs of the same thing show alike can be compared
 * with anything. What worked is kept by content; what did not is tried again the next time.
 */
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { contentKey, type ResultCache } from "../prove/result-cache.ts";
import { describeTraceDifference } from "./compare-traces.ts";
import type { DriverRun, EmulatedDriver, NoRun, PreparedEmulator } from "./emulator.ts";

/** Bumped when a change of Kindred can change what is in the cache. */
const OBSERVED_VERSION = 1;

export interface ObservedSide {
  readonly kind: "observed";
  readonly run: DriverRun;
  /** Where the second run differed from the first; null when it was the same. */
  readonly instability: string | null;
}

export interface SideRequest {
  readonly prepared: PreparedEmulator;
  readonly driver: EmulatedDriver;
  /** All files that differ from the kernel. */
  readonly files: ChangedFiles;
  readonly cache: ResultCache;
}

/** Builds and runs a driver, or finds what an earlier run of the same showed. */
export async function observeSide(request: SideRequest): Promise<ObservedSide | NoRun> {
  const { prepared, driver, files, cache } = request;
  const keyOf = (content: unknown): string =>
    contentKey([OBSERVED_VERSION, prepared.identity, driver.name, content]);
  const sourcesKey = keyOf(filesOf(driver, files));
  const knownId = await cache.read<string>(sourcesKey);
  const known = knownId === undefined ? undefined : await cache.read<ObservedSide>(keyOf({ id: knownId }));
  if (known !== undefined) return known;
  const built = await prepared.build(driver, files);
  if ("kind" in built) return built;
  const runKey = keyOf({ id: built.id });
  const side = (await cache.read<ObservedSide>(runKey)) ?? (await runTwice(built.run));
  if (side.kind === "observed" && isWorking(side.run)) {
    await cache.write(runKey, side);
    await cache.write(sourcesKey, built.id);
  }
  return side;
}

/** Whether a driver did all that was asked of it, and the kernel had no complaint. */
export function isWorking({ steps, complaints }: DriverRun): boolean {
  return steps.length > 0 && steps.every(({ ok }) => ok) && complaints.length === 0;
}

/** What a module may be made of: its own sources, headers and build files, and sources that the series brings. */
function filesOf({ sources }: EmulatedDriver, files: ChangedFiles): ChangedFiles {
  const isForeign = (file: string): boolean =>
    file.endsWith(".c") && file.startsWith("drivers/") && !sources.some((known) => file.startsWith(known));
  return new Map([...files].filter(([file]) => !isForeign(file)));
}

async function runTwice(run: () => Promise<DriverRun | NoRun>): Promise<ObservedSide | NoRun> {
  const first = await run();
  if (first.kind === "none") return first;
  const second = await run();
  if (second.kind === "none") return second;
  return { kind: "observed", run: first, instability: describeInstability(first, second) };
}

function describeInstability(first: DriverRun, second: DriverRun): string | null {
  if (isWorking(first) !== isWorking(second)) return "it worked only one of two times";
  return describeTraceDifference(first.accesses, second.accesses);
}
