/** What a guest printed: the lines of `qemu-init.sh`, which start with KINDRED, among those of the kernel. */
import type { RunStep } from "../emulator.ts";

/** Registers of the device: `index` as PCI counts BARs. */
export interface Bar {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** Where a section of a module lies in the guest. */
export interface LoadedSection {
  readonly module: string;
  readonly section: string;
  readonly address: bigint;
}

export interface Console {
  readonly steps: readonly RunStep[];
  /** Whether the guest came to the end of what it was to do. */
  readonly isComplete: boolean;
  readonly complaints: readonly string[];
  readonly bars: readonly Bar[];
  readonly sections: readonly LoadedSection[];
}

/** How a kernel says that something is wrong which does not end a program. */
const COMPLAINT =
  /WARNING: |BUG: |Oops|general protection fault|Kernel panic|unable to handle|INFO: .*(?:stall|blocked|deadlock)|NETDEV WATCHDOG|nobody cared|scheduling while atomic|sleeping function called|list_(?:add|del) corruption|UBSAN: |refcount_t: /;

export function readConsole(text: string): Console {
  const lines = text.split(/\r?\n/);
  const all = (pattern: RegExp): RegExpExecArray[] =>
    lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
  const finished = all(/^KINDRED step (\S+) (ok|failed)$/).map(([, name, how]) => ({
    name: name!,
    ok: how === "ok",
  }));
  const begun = all(/^KINDRED begin (\S+)$/).map(([, name]) => name!);
  const isComplete = lines.includes("KINDRED end");
  const open = isComplete ? [] : begun.slice(finished.length);
  return {
    steps: [...finished, ...open.map((name) => ({ name, ok: false }))],
    isComplete,
    complaints: complaintsOf(lines),
    bars: all(/^KINDRED bar (\d) 0x([0-9a-f]+) 0x([0-9a-f]+)$/).map(([, index, start, end]) => ({
      index: Number(index),
      start: Number.parseInt(start!, 16),
      end: Number.parseInt(end!, 16),
    })),
    sections: all(/^KINDRED section (\S+) (\S+) 0x([0-9a-f]+)$/).map(([, module, section, address]) => ({
      module: module!,
      section: section!,
      address: BigInt(`0x${address}`),
    })),
  };
}

/** Without the time of the line, so that two kernels that say the same are alike. */
function complaintsOf(lines: readonly string[]): string[] {
  const said = lines
    .filter((line) => COMPLAINT.test(line))
    .map((line) => line.replace(/^\[ *\d+\.\d+\] /, ""));
  return lines.includes("KINDRED hung") ? [...said, "the guest hung"] : said;
}
