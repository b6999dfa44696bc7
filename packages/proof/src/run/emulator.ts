/**
 * What an emulator offers: a small kernel of its own that it builds once, drivers that it has a device for, and runs of
 * such a driver that tell which registers were accessed and which lines of its source ran. `qemu/` and `uml/` are the two
 * that exist; `choose-emulator.ts` lists them, `observe-patch.ts` compares what they see.
 *
 * Whatever goes wrong (no emulator installed, a kernel that does not build, a hanging guest) is data with a reason.
 */
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** A driver that an emulator has a device for. */
export interface EmulatedDriver {
  /** The module's name. */
  readonly name: string;
  /** Sources that end up in the module, relative to the kernel root: files, or folders with a slash at the end. */
  readonly sources: readonly string[];
  /** What the emulator emulates, for the reader: `e1000 (82540EM)`. */
  readonly device: string;
  /** There is no model of the device, so it says little: run it only for sources of which nothing else was shown. */
  readonly lastResort?: boolean;
}

export interface RunContext {
  /** The kernel source; never written to. */
  readonly kernel: string;
  /** Where the small kernel and results are kept. */
  readonly cacheDirectory: string;
  /** An empty folder that is gone after the proof. */
  readonly scratch: string;
  /** Processes that a build may start at a time. */
  readonly jobs: number;
  readonly onProgress: (message: string) => void;
  /** What a person should still see when the run is over: what took long. */
  readonly onNote: (sentence: string) => void;
}

/** Why there is nothing to see. */
export interface NoRun {
  readonly kind: "none";
  /** `unbuilt`: the compiler or make refuses this source. `unavailable`: a tool is missing, was killed or hung. */
  readonly cause: "unbuilt" | "unavailable";
  readonly reason: string;
}

/** One thing that was done with the driver, `ping` say. */
export interface RunStep {
  readonly name: string;
  readonly ok: boolean;
}

/** Lines of the sources, by file relative to the kernel root, in ascending order. */
export type SourceLines = Readonly<Record<string, readonly number[]>>;

/** What one run of a driver showed; it goes through JSON into the cache. */
export interface DriverRun {
  readonly kind: "run";
  /** In the order in which they were done; a guest that stopped on the way has the steps up to there, the last not ok. */
  readonly steps: readonly RunStep[];
  /** Warnings, oopses and stalls in the kernel's log. */
  readonly complaints: readonly string[];
  /** Register accesses in their order, a line each: `ping: write e1000-mmio 0x3818 4 bytes 0x0000001f`. */
  readonly accesses: readonly string[];
  /** Lines that have code of their own in the module, and those of them that ran. */
  readonly code: SourceLines;
  readonly ran: SourceLines;
  readonly seconds: number;
}

/** A driver built from one state of the sources, ready to run as often as one likes. */
export interface BuiltDriver {
  /** Hash of all that runs: two builds with the same one need to run only once. */
  readonly id: string;
  /** With another seed the guest draws other random numbers; 1 when none is given. */
  run(seed?: number): Promise<DriverRun | NoRun>;
}

/** An emulator whose programs and small kernel are there. */
export interface PreparedEmulator {
  /** Name and version, for the reader. */
  readonly title: string;
  /** Changes whenever a run may show something else: version, kernel, configuration, what the guest does. */
  readonly identity: string;
  /**
   * Builds a driver with `files` changed. One call at a time; must not count on the order of calls, and a result stays
   * usable after the next call.
   */
  build(driver: EmulatedDriver, files: ChangedFiles): Promise<BuiltDriver | NoRun>;
  /** Gives back locks and the like; what is in the cache stays. */
  close(): Promise<void>;
}

export interface Emulator {
  readonly name: string;
  readonly drivers: readonly EmulatedDriver[];
  /** Finds the programs and builds the small kernel, unless the cache has it. */
  prepare(context: RunContext): Promise<PreparedEmulator | NoRun>;
}
