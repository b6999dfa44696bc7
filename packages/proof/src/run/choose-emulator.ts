import type { EmulatedDriver, Emulator } from "./emulator.ts";
import { qemu } from "./qemu/qemu.ts";
import { uml } from "./uml/uml.ts";

/** All emulators; one that has a better device for a driver stands first. */
const EMULATORS: readonly Emulator[] = [qemu, uml];

export interface EmulatorChoice {
  readonly emulator: Emulator;
  readonly driver: EmulatedDriver;
}

/** The drivers that have a device here and that a source is part of. */
export function chooseEmulators(source: string): EmulatorChoice[] {
  return EMULATORS.flatMap((emulator) =>
    emulator.drivers.filter((driver) => isPartOf(source, driver)).map((driver) => ({ emulator, driver })),
  );
}

function isPartOf(source: string, { sources }: EmulatedDriver): boolean {
  return sources.some((known) => (known.endsWith("/") ? source.startsWith(known) : source === known));
}
