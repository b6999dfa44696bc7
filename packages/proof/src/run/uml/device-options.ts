import type { ElfObject } from "../../elf/read-elf.ts";
import { CAPABILITIES, RULES, type UmlDriver } from "./device.ts";

/** What registers answer that nobody wrote: 0, all ones, or noise of a seed. */
export type Pattern = "memory" | "ones" | `noise ${number}`;

const KINDS = { memory: 0, ports: 1, memory64: 4, none: 0 } as const;
const NETWORK_CLASS = 0x0200;

type Identity = readonly [number, number, number, number];

/** Options of the module that makes the device; undefined when no table says which device the driver is for. */
export function deviceOptions(
  driver: UmlDriver,
  modules: readonly ElfObject[],
  pattern: Pattern,
): string | undefined {
  const id = driver.id ?? modules.map(firstIdentity).find((found) => found !== undefined);
  if (id === undefined) return undefined;
  const { windows, capabilities, rules, eeprom } = driver;
  const [kind, seed] = pattern.split(" ");
  const options = [
    list("id", [...id, NETWORK_CLASS, driver.revision ?? 0]),
    list(
      "sizes",
      windows.map((window) => (window.kind === "none" ? 0 : window.size)),
    ),
    list(
      "kinds",
      windows.map((window) => KINDS[window.kind]),
    ),
    list("caps", [capabilities.reduce((bits, name) => bits | CAPABILITIES[name], 0)]),
    ...(rules.length === 0 ? [] : [list("rules", rules.flatMap(ruleNumbers))]),
    ...(eeprom === undefined ? [] : [list("eeprom", eepromNumbers(eeprom)), list("words", eeprom.words)]),
    `shared=${driver.shared ?? -1}`,
    `pattern=${kind}`,
    ...(seed === undefined ? [] : [`seed=${seed}`]),
  ];
  return options.join(" ");
}

function list(name: string, numbers: readonly number[]): string {
  return `${name}=${numbers.join(",")}`;
}

function ruleNumbers({ kind, window, offset, value }: UmlDriver["rules"][number]): number[] {
  return [RULES.indexOf(kind), window, offset, value >>> 0];
}

function eepromNumbers(eeprom: NonNullable<UmlDriver["eeprom"]>): number[] {
  const { window, offset, select, clock, input, output, addressBits } = eeprom;
  return [window, offset, select, clock, input, output, addressBits];
}

/** `alias=pci:v000010ECd00008139sv*sd*bc*sc*i*`, as modpost writes the driver's table into the module. */
function firstIdentity({ sections }: ElfObject): Identity | undefined {
  const info = sections.find(({ name }) => name === ".modinfo");
  const text = Buffer.from(info?.data ?? new Uint8Array()).toString("latin1");
  const alias = /\0?alias=pci:v([0-9A-F]{8})d([0-9A-F]{8})sv([0-9A-F]{8}|\*)sd([0-9A-F]{8}|\*)/.exec(text);
  if (alias === null) return undefined;
  const [, vendor, device, subvendor, subdevice] = alias.map((part) => Number.parseInt(part, 16));
  return [vendor!, device!, orElse(subvendor, vendor!), orElse(subdevice, device!)];
}

function orElse(value: number | undefined, other: number): number {
  return value === undefined || Number.isNaN(value) ? other : value;
}
