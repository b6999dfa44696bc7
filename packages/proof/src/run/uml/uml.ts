import type { Emulator } from "../emulator.ts";
import { DRIVERS } from "./drivers.ts";
import { prepareUml } from "./prepare-uml.ts";

/**
 * PCI devices made of registers in memory, under User Mode Linux: no device model is needed, only a table of windows and
 * rules, and virtual time makes runs short and alike.
 */
export const uml: Emulator = { name: "uml", drivers: DRIVERS, prepare: prepareUml };
