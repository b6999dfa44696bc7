/**
 * What QEMU logged: each access to a device's registers, and each block of guest code of the modules the first time that it
 * was executed (`-d in_asm`). Accesses are kept from the first step on when they go to the device under test:
 * into one of its BARs, to its own PCI configuration, or to one of its ISA ports. What is done to them:
 *
 * 1. An address becomes `bar0+0x3818`: where the firmware put the BAR says nothing of the driver.
 * 2. In a register that takes the address of memory for DMA (listed driver by driver), the page becomes a number in
 *    the order of first use, the offset in it stays. Where the kernel finds free pages hangs on how long the module is;
 *    two rings exchanged, or one used twice, still give other numbers.
 *
 * Nothing else is changed, nothing left out and nothing put in another order.
 */
import type { Bar } from "./read-console.ts";

export interface TraceRequest {
  readonly log: string;
  readonly bars: readonly Bar[];
  readonly ports: readonly number[];
  readonly dmaRegisters: readonly string[];
  /** Names of the steps, in order. */
  readonly steps: readonly string[];
}

export interface GuestTrace {
  readonly accesses: readonly string[];
  /** Addresses of the instructions of modules that were executed. */
  readonly executed: ReadonlySet<bigint>;
}

/** The device sits in slot 4 of the first bus (`run-guest.ts`). */
const CONFIG_ADDRESS = 0x80000000 + (4 << 11);
const ACCESS =
  /^memory_region_ops_(read|write) cpu 0 mr 0x[0-9a-f]+ addr 0x([0-9a-f]+) value 0x([0-9a-f]+) size (\d) name '(.*)'/;
const INSTRUCTION = /^0x([0-9a-f]{16}): {2}/;

export function readTrace(request: TraceRequest): GuestTrace {
  const accesses: string[] = [];
  const executed = new Set<bigint>();
  const pages = new Map<string, number>();
  let step = 0;
  let configRegister = -1;
  for (const line of linesOf(request.log)) {
    const instruction = INSTRUCTION.exec(line);
    if (instruction !== null) executed.add(BigInt(`0x${instruction[1]}`));
    const access = ACCESS.exec(line);
    if (access === null) continue;
    const [, direction, address, value, size, region] = access as unknown as string[];
    if (region === "isa-debugcon") step = Number.parseInt(value!, 16);
    if (region === "pci-conf-idx") configRegister = Number.parseInt(value!, 16) - CONFIG_ADDRESS;
    if (step === 0) continue;
    const place = placeOf(request, Number.parseInt(address!, 16), region!, configRegister);
    if (place === undefined) continue;
    const isDma = request.dmaRegisters.includes(place.replace(/^bar/, ""));
    const shown = isDma ? numberPage(pages, value!) : `0x${value}`;
    accesses.push(`${request.steps[step - 1] ?? "end"}: ${direction} ${place} ${size} bytes ${shown}`);
  }
  return { accesses, executed };
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

/** Which register of the device an access goes to; undefined for another device's. */
function placeOf(
  { bars, ports }: TraceRequest,
  address: number,
  region: string,
  configRegister: number,
): string | undefined {
  if (region === "pci-conf-data") {
    const register = configRegister + (address & 3);
    return configRegister >= 0 && register < 0x100 ? `config+0x${register.toString(16)}` : undefined;
  }
  if (ports.includes(address)) return `port+0x${address.toString(16)}`;
  const bar = bars.find(({ start, end }) => address >= start && address <= end);
  return bar === undefined ? undefined : `bar${bar.index}+0x${(address - bar.start).toString(16)}`;
}

const PAGE = 0x1000n;

function numberPage(pages: Map<string, number>, value: string): string {
  const address = BigInt(`0x${value}`);
  if (address === 0n) return "0x0";
  const page = String(address / PAGE);
  if (!pages.has(page)) pages.set(page, pages.size + 1);
  return `page ${pages.get(page)} + 0x${(address % PAGE).toString(16)}`;
}
