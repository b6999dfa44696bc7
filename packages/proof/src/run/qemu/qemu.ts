import type { Emulator } from "../emulator.ts";
import { DRIVERS } from "./drivers.ts";
import { prepareQemu } from "./prepare-qemu.ts";

/** PCI devices on a PC that QEMU interprets instruction by instruction, with a clock that counts instructions. */
export const qemu: Emulator = { name: "qemu", drivers: DRIVERS, prepare: prepareQemu };
