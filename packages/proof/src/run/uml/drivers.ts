/**
 * The drivers that run on registers in memory. To add one: its source, the module, and for a device that shall get
 * through its probe the windows and rules that it waits for; without these it is one of `plain-devices.ts`.
 */
import type { UmlDriver } from "./device.ts";
import { PLAIN_DRIVERS } from "./plain-devices.ts";

const REALTEK = "drivers/net/ethernet/realtek";
const CLASS_RESET = 0x10;

const MODELLED: readonly UmlDriver[] = [
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

export const DRIVERS: readonly UmlDriver[] = [...MODELLED, ...PLAIN_DRIVERS];
