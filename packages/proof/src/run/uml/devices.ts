/**
 * The drivers that run on registers in memory, and what their registers do by themselves. To add one: its source, the
 * module, and for a device that shall get through its probe the windows and rules that it waits for.
 */
import type { EmulatedDriver } from "../emulator.ts";

/** A window (BAR) of the device: ports, memory, memory with 64 bits of address (which takes the next one too), or none. */
export interface Window {
  readonly kind: "ports" | "memory" | "memory64" | "none";
  /** A power of two from 16 to 16 MiB. */
  readonly size: number;
}

export const RULES = ["init", "clear", "set", "keep", "w1c"] as const;

/** Where a register does something by itself; see `assets/run/uml/registers.c`. */
export interface RegisterRule {
  /**
   * `init`: holds the value at first. `clear`: these bits fall back when written. `set`: these bits are read as 1.
   * `keep`: they cannot be written. `w1c`: writing 1 clears them.
   */
  readonly kind: (typeof RULES)[number];
  readonly window: number;
  readonly offset: number;
  /** 32 bits from that offset on. */
  readonly value: number;
}

/** A serial EEPROM (93Cx6) whose pins are bits of a register. */
export interface SerialEeprom {
  readonly window: number;
  readonly offset: number;
  readonly select: number;
  readonly clock: number;
  readonly input: number;
  readonly output: number;
  readonly addressBits: number;
  readonly words: readonly number[];
}

export interface UmlDriver extends EmulatedDriver {
  /** What make is run in, relative to the kernel root. */
  readonly folder: string;
  /** Modules in that folder, in the order of loading, without `.ko`. */
  readonly modules: readonly string[];
  /** Vendor, device, their subsystem; else the first entry of the module's own table. */
  readonly id?: readonly [number, number, number, number];
  /** Revision of the device. */
  readonly revision?: number;
  readonly windows: readonly Window[];
  readonly capabilities: readonly Capability[];
  readonly rules: readonly RegisterRule[];
  readonly eeprom?: SerialEeprom;
  /** The registers are good enough for the driver to take the device: then it must, and every interface must open. */
  readonly works: boolean;
}

/** PCI capabilities and their bits as the module that makes the device knows them. */
export const CAPABILITIES = { "power-management": 1, msi: 2, "msi-x": 4, "pci-express": 8 } as const;
export type Capability = keyof typeof CAPABILITIES;

const REALTEK = "drivers/net/ethernet/realtek";
const CLASS_RESET = 0x10;

export const DRIVERS: readonly UmlDriver[] = [
  {
    name: "8139too",
    sources: [`${REALTEK}/8139too.c`],
    device: "registers of a Realtek RTL8139C",
    folder: REALTEK,
    modules: ["8139too"],
    id: [0x10ec, 0x8139, 0x10ec, 0x8139],
    revision: CLASS_RESET,
    windows: [
      { kind: "ports", size: 256 },
      { kind: "memory", size: 256 },
    ],
    capabilities: ["power-management"],
    rules: [
      { kind: "clear", window: 1, offset: 0x34, value: 0x10000000 },
      { kind: "init", window: 1, offset: 0x40, value: 0x74000000 },
      { kind: "w1c", window: 1, offset: 0x3c, value: 0xffff0000 },
    ],
    eeprom: {
      window: 1,
      offset: 0x50,
      select: 8,
      clock: 4,
      input: 2,
      output: 1,
      addressBits: 6,
      words: [0x8129, 0, 0, 0, 0, 0, 0, 0x5452, 0x1200, 0x5634],
    },
    works: true,
  },
];
