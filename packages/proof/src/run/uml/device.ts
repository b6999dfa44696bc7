/** What a device made of registers in memory is told by: windows, rules of what registers do by themselves, an EEPROM. */
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
  /** The window whose registers are seen through all: ports and memory are often two ways to the same ones. */
  readonly shared?: number;
  readonly capabilities: readonly Capability[];
  readonly rules: readonly RegisterRule[];
  readonly eeprom?: SerialEeprom;
  /**
   * What the device does before each interrupt: lines for `/proc/kindred` (`assets/run/uml/control.c`), in hexadecimal, as
   * `set <window> <offset> <bytes> <value>` and `memory <nth buffer> <offset> <bytes>`.
   */
  readonly beforeInterrupt?: readonly string[];
  /** The registers are good enough for the driver to take the device: then it must, and every interface must open. */
  readonly works: boolean;
}

/** PCI capabilities and their bits as the module that makes the device knows them. */
export const CAPABILITIES = { "power-management": 1, msi: 2, "msi-x": 4, "pci-express": 8 } as const;
export type Capability = keyof typeof CAPABILITIES;
