/**
 * A driver's run: one boot for each way in which registers answer. The first is the device as its table says, and there a
 * driver that works must work. Noise leads it through code that a well-behaved device never asks for; what it does there is
 * compared, but nothing is expected of it.
 */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { ElfObject } from "../../elf/read-elf.ts";
import type { DriverRun, NoRun, RunStep } from "../emulator.ts";
import { boot } from "./boot.ts";
import type { Machine } from "./build-machine.ts";
import type { UmlDriver } from "./device.ts";
import { deviceOptions, type Pattern } from "./device-options.ts";
import { findRanLines } from "./ran-lines.ts";
import { type RanBlock, readTrace, type Trace } from "./read-trace.ts";

export interface DriverModule {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly elf: ElfObject;
}

export interface RunRequest {
  readonly machine: Machine;
  readonly driver: UmlDriver;
  readonly modules: readonly DriverModule[];
  /** Where the sources stood that the modules were built from. */
  readonly root: string;
  readonly scratch: string;
}

const PATTERNS: readonly Pattern[] = ["memory", "ones", "noise 1", "noise 2", "noise 3"];
const COMPLAINT =
  /^(?:WARNING: |BUG: |Kernel panic|Oops|UBSAN: |INFO: (?:rcu|task)|list_(?:add|del) corruption).*/m;

/** Runs a driver once. */
export async function runDriver(request: RunRequest): Promise<DriverRun | NoRun> {
  const { driver, modules, root } = request;
  const started = performance.now();
  const lives: Life[] = [];
  for (const pattern of PATTERNS) {
    const life = await live(request, pattern);
    if ("kind" in life) return life;
    lives.push(life);
    // What hangs on a well-behaved device will hang with others.
    if (!life.ended) break;
  }
  // What was stopped somewhere has no trace to compare, so what ran there was not seen either.
  const blocks = lives.filter(({ ended }) => ended).flatMap(({ trace }) => trace.blocks);
  return {
    kind: "run",
    steps: lives.flatMap((life) => stepsOf(life, driver, modules)),
    complaints: driver.works ? lives[0]!.complaints : [],
    accesses: lives.flatMap(accessesOf),
    ...findRanLines(modules, uniqueBlocks(blocks), root),
    seconds: (performance.now() - started) / 1000,
  };
}

interface Life {
  readonly pattern: Pattern;
  readonly trace: Trace;
  readonly complaints: readonly string[];
  readonly ended: boolean;
}

async function live(request: RunRequest, pattern: Pattern): Promise<Life | NoRun> {
  const { machine, driver, modules } = request;
  const elves = modules.map(({ elf }) => elf);
  const options = deviceOptions(driver, elves, pattern);
  if (options === undefined)
    return { kind: "none", cause: "unavailable", reason: `${driver.name} has no table of PCI devices.` };
  const result = await boot({
    machine,
    modules: modules.map(({ path }) => path),
    deviceOptions: options,
    beforeInterrupt: driver.beforeInterrupt ?? [],
    scratch: join(request.scratch, pattern.replace(" ", "-")),
  });
  if ("kind" in result) return result;
  const complaint = COMPLAINT.exec(result.log)?.[0];
  const complaints = complaint === undefined ? [] : [complaint];
  return { pattern, trace: readTrace(result.trace), complaints, ended: result.ended };
}

/** A run that had to be stopped was stopped somewhere: its accesses are no trace. */
function accessesOf({ pattern, trace, ended, complaints }: Life): string[] {
  if (!ended) return [`${pattern}: does not end`];
  const end = trace.complete ? [] : [`stops: ${complaints[0] ?? "no reason given"}`];
  return [...trace.accesses, ...end].map((access) => `${pattern}, ${access}`);
}

function stepsOf(life: Life, driver: UmlDriver, modules: readonly DriverModule[]): RunStep[] {
  if (life.pattern !== "memory") return [{ name: life.pattern, ok: true }];
  const { results, bound, complete } = life.trace;
  const succeeded = (name: string): boolean => (results.get(name) ?? []).some((result) => result >= 0);
  const loaded = modules.every(({ path }) => succeeded(`load ${path.slice(path.lastIndexOf("/") + 1)}`));
  const steps = [{ name: "load", ok: loaded }];
  if (driver.works || bound !== undefined) steps.push({ name: "probe", ok: bound !== undefined });
  if (driver.works || succeeded("up")) steps.push({ name: "open, use and close", ok: succeeded("up") });
  if (driver.works) steps.push({ name: "unload", ok: complete });
  return steps;
}

function uniqueBlocks(blocks: readonly RanBlock[]): RanBlock[] {
  const known = new Map(blocks.map((block) => [`${block.module} ${block.symbol} ${block.offset}`, block]));
  return [...known.values()];
}
