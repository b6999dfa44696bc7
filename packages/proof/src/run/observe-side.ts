/**
 * A driver as one state of the sources makes it, run three times: only what two runs of the same thing show alike can be
 * compared with anything, and a run with another seed tells which values are random (`mark-random.ts`). What worked is kept by
 * content; what did not is tried again the next time.
 */
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { contentKey, type ResultCache } from "../prove/result-cache.ts";
import { describeTraceDifference } from "./compare-traces.ts";
import type { BuiltDriver, DriverRun, EmulatedDriver, NoRun, PreparedEmulator } from "./emulator.ts";
import { markRandom } from "./mark-random.ts";

/** Bumped when a change of Kindred can change what is in the cache. */
const OBSERVED_VERSION = 2;

export interface ObservedSide {
  readonly kind: "observed";
  readonly run: DriverRun;
  /** Where another run differed from this one; null when all were the same. */
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
  const side = (await cache.read<ObservedSide>(runKey)) ?? (await runOften(built.run));
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

const SEEDS = [1, 1, 2] as const;

async function runOften(run: BuiltDriver["run"]): Promise<ObservedSide | NoRun> {
  const runs: DriverRun[] = [];
  for (const seed of SEEDS) {
    const result = await run(seed);
    if (result.kind === "none") return result;
    runs.push(result);
    if (!isWorking(result)) break;
  }
  const [first, second, seeded] = runs as [DriverRun, DriverRun?, DriverRun?];
  const instability = describeInstability(first, second, seeded);
  // When more than values hangs on the seed, nothing is marked: the comparison is only stricter then.
  const accesses = seeded === undefined ? undefined : markRandom(first.accesses, seeded.accesses);
  return { kind: "observed", run: accesses === undefined ? first : { ...first, accesses }, instability };
}

/** A driver that never works is as stable as one can be. */
function describeInstability(first: DriverRun, second?: DriverRun, seeded?: DriverRun): string | null {
  if (second === undefined) return null;
  if (seeded === undefined || !isWorking(seeded)) return "it did not work each time";
  return describeTraceDifference(first.accesses, second.accesses);
}
