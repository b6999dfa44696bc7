/**
 * The drivers that run on registers in memory. To add one: its source, the module, and for a device that shall get
 * through its probe the windows and rules that it waits for; without these it is one of `plain-devices.ts`.
 */
import type { UmlDriver } from "./device.ts";
import { PLAIN_DRIVERS } from "./plain-devices.ts";

const REALTEK = "drivers/net/ethernet/realtek";

const MODELLED: readonly UmlDriver[] = [
  {
    name: "8139too",
    sources: [`${REALTEK}/8139too.c`],
    device: "registers of a Realtek RTL8139C",
    folder: REALTEK,
    modules: ["8139too"],
    id: [0x10ec, 0x8139, 0x10ec, 0x8139],
    revision: 0x10,
    windows: [
      { kind: "ports", size: 256 },
      { kind: "memory", size: 256 },
    ],
    shared: 1,
    capabilities: ["power-management"],
    rules: [
      // The link is up: basic mode status, what both ends offer.
      { kind: "set", window: 1, offset: 0x64, value: 0x05e1782d },
      { kind: "set", window: 1, offset: 0x68, value: 0x45e1 },
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
    // A packet of 64 bytes stands in the receive ring, its length and a checksum around it; all four descriptors were sent.
    beforeInterrupt: [
      `memory 1 0 01004400${"ff".repeat(6)}5254001234570800${"5a".repeat(50)}${"00".repeat(4)}`,
      ...[0x10, 0x14, 0x18, 0x1c].map((status) => `set 1 ${status.toString(16)} 4 a000`),
      "set 1 3e 2 5",
    ],
    works: true,
  },
];

export const DRIVERS: readonly UmlDriver[] = [...MODELLED, ...PLAIN_DRIVERS];
