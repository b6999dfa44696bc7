import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeTraceDifference } from "../src/run/compare-traces.ts";
import { markRandom } from "../src/run/mark-random.ts";
import { readTrace } from "../src/run/qemu/read-trace.ts";

const REQUEST = {
  bars: [
    { index: 0, start: 0xfebe0000, end: 0xfebfffff },
    { index: 1, start: 0xc000, end: 0xc03f },
  ],
  ports: [0x443],
  dmaRegisters: ["0+0x2800", "0+0x3800"],
  steps: ["load", "ping"],
};

const STEP_1 = access("write", 0xe9, 1, 1, "isa-debugcon");
const STEP_2 = access("write", 0xe9, 2, 1, "isa-debugcon");

function access(direction: string, address: number, value: number, size = 4, region = "e1000-mmio"): string {
  const hex = (number: number): string => `0x${number.toString(16)}`;
  return `memory_region_ops_${direction} cpu 0 mr 0x55d0c0ffee00 addr ${hex(address)} value ${hex(value)} size ${size} name '${region}'`;
}

function read(...lines: readonly string[]) {
  return readTrace({ ...REQUEST, log: `${lines.join("\n")}\n` });
}

describe("what is read of QEMU's log", () => {
  it("is what the device under test saw from the first step on, with its registers named", () => {
    const { accesses } = read(
      access("read", 0xfebe0008, 0x80080783),
      STEP_1,
      access("write", 0xfebe00d8, 0xffffffff),
      access("write", 0xc004, 7, 1, "e1000-io"),
      access("write", 0x3f8, 65, 1, "serial"),
      access("write", 0x443, 1, 1, "ib700"),
      STEP_2,
      access("read", 0xfebe0008, 0x80080783),
      access("read", 0xfec00000, 1, 4, "ioapic"),
    );
    expect(accesses).toEqual([
      "load: write bar0+0xd8 4 bytes 0xffffffff",
      "load: write bar1+0x4 1 bytes 0x7",
      "load: write port+0x443 1 bytes 0x1",
      "ping: read bar0+0x8 4 bytes 0x80080783",
    ]);
  });

  it("keeps the device's own PCI configuration, and no other device's", () => {
    const index = (register: number, slot: number) =>
      access("write", 0xcf8, 0x80000000 + (slot << 11) + register, 4, "pci-conf-idx");
    const { accesses } = read(
      STEP_1,
      ...[index(4, 4), access("write", 0xcfc, 0x107, 2, "pci-conf-data")],
      ...[index(4, 3), access("write", 0xcfc, 0x107, 2, "pci-conf-data")],
      ...[index(0x3c, 4), access("read", 0xcfd, 11, 1, "pci-conf-data")],
    );
    expect(accesses).toEqual(["load: write config+0x4 2 bytes 0x107", "load: read config+0x3d 1 bytes 0xb"]);
  });

  it("collects the instructions of modules that were executed", () => {
    const { executed } = read(
      "IN: ",
      "0xffffffffa001b000:  53                       pushq    %rbx",
      STEP_1,
      "0xffffffffa001b001:  48 c7 c6 00 f2 00 a0     movq     $-0x5fff0e00, %rsi",
    );
    expect([...executed]).toEqual([0xffffffffa001b000n, 0xffffffffa001b001n]);
  });
});

const PAGES = fc.uniqueArray(fc.integer({ min: 0x100, max: 0x7fff }), { minLength: 4, maxLength: 4 });
/** The receive ring's address, the send ring's, then the first again. */
const rings = (first: number, second: number, third: number): string[] => [
  STEP_1,
  access("write", 0xfebe2800, first),
  access("write", 0xfebe3800, second),
  access("write", 0xfebe2800, third),
];

describe("addresses for DMA", () => {
  it("make no difference when memory lies elsewhere", () => {
    fc.assert(
      fc.property(PAGES, fc.integer({ min: 0, max: 0xfff }), ([a, b, c, d], offset) => {
        const one = read(...rings(a! * 4096, b! * 4096 + offset, a! * 4096));
        const other = read(...rings(c! * 4096, d! * 4096 + offset, c! * 4096));
        expect(describeTraceDifference(one.accesses, other.accesses)).toBeNull();
      }),
    );
  });

  it.each([
    ["the same page for both", rings(0x1000, 0x1000, 0x1000)],
    ["another offset in the page", rings(0x1000, 0x2010, 0x1000)],
    ["exchanged later", rings(0x1000, 0x2000, 0x2000)],
    ["none", rings(0, 0x2000, 0x1000)],
  ])("must differ: %s", (_, other) => {
    const right = read(...rings(0x1000, 0x2000, 0x1000));
    expect(describeTraceDifference(right.accesses, read(...other).accesses)).not.toBeNull();
  });

  it("are only looked for in registers that take them", () => {
    const write = (value: number) => read(STEP_1, access("write", 0xfebe0100, value)).accesses;
    expect(describeTraceDifference(write(0x200000), write(0x400000))).not.toBeNull();
  });
});

const TRACE = fc.array(fc.constantFrom("a: read 1", "a: write 1", "b: write 2", "b: write 3"), {
  minLength: 1,
  maxLength: 20,
});

describe("random numbers", () => {
  const KEY = ["up: write bar0+0x5c80 4 bytes 0xaa", "up: write bar0+0x8 4 bytes 0x1"];

  it("are values that another seed changes, and only their value is left out", () => {
    const marked = markRandom(KEY, ["up: write bar0+0x5c80 4 bytes 0xbb", KEY[1]!]);
    expect(marked).toEqual(["up: write bar0+0x5c80 4 bytes (a random number)", KEY[1]]);
    expect(markRandom(KEY, KEY)).toEqual(KEY);
  });

  it.each([
    ["another register", "up: write bar0+0x5c84 4 bytes 0xbb"],
    ["another width", "up: write bar0+0x5c80 2 bytes 0xbb"],
    ["a read for a write", "up: read bar0+0x5c80 4 bytes 0xbb"],
    ["another step", "ping: write bar0+0x5c80 4 bytes 0xbb"],
  ])("must differ: %s", (_, other) => {
    expect(markRandom(KEY, [other, KEY[1]!])).toBeUndefined();
  });

  it("must differ: an access less, an access more", () => {
    expect(markRandom(KEY, KEY.slice(1))).toBeUndefined();
    expect(markRandom(KEY, [...KEY, KEY[1]!])).toBeUndefined();
  });
});

describe("two traces", () => {
  it("are equal to themselves", () => {
    fc.assert(fc.property(TRACE, (trace) => describeTraceDifference(trace, [...trace]) === null));
  });

  it("must differ when a value changed, an access is gone, doubled or put behind the end, or two are exchanged", () => {
    fc.assert(
      fc.property(TRACE, fc.nat(), (trace, seed) => {
        const at = seed % trace.length;
        const spliced = (count: number, ...put: string[]) => trace.toSpliced(at, count, ...put);
        const changed = [
          spliced(1, "c: write 9"),
          spliced(1),
          spliced(0, trace[at]!),
          [...trace, "c: write 9"],
          ...(trace[at] === trace[at + 1] || at + 1 === trace.length
            ? []
            : [spliced(2, trace[at + 1]!, trace[at]!)]),
        ];
        for (const other of changed) expect(describeTraceDifference(trace, other)).not.toBeNull();
      }),
    );
  });

  it("show the first access that differs, and how many there are", () => {
    expect(describeTraceDifference(["x", "y"], ["x"])).toBe(
      "The traces differ from access 2 (of 2 before, 1 after) on: `y` before, no more access after.",
    );
  });
});
