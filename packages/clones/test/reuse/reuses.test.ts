import { join } from "node:path";
import { expect, test } from "vitest";
import { type FamiliesDocument, findFamilies } from "../../src/index.ts";
import { DEFAULTS, withTree } from "../support/find-in.ts";

const CRC = `u8 crc7_of(const u8 *data, size_t len, u8 crc)
{
	size_t i;
	int bit;

	for (i = 0; i < len; i++) {
		crc ^= data[i];
		for (bit = 0; bit < 8; bit++)
			crc = crc & 0x80 ? (crc << 1) ^ 0x12 : crc << 1;
	}
	return crc;
}
`;
const COPY = `static ${CRC}`
  .replace("crc7_of", "acme_sum")
  .replaceAll("data", "buf")
  .replaceAll("u8", "uint8_t");

interface Tree {
  /** Below drivers/, scanned. */
  readonly drivers: Readonly<Record<string, string>>;
  /** The rest of the kernel. */
  readonly others: Readonly<Record<string, string>>;
}

function findInKernel({ drivers, others }: Tree): Promise<FamiliesDocument> {
  const named = Object.fromEntries(Object.entries(drivers).map(([name, text]) => [`drivers/${name}`, text]));
  return withTree({ ...named, ...others }, async ({ root, sources }) => {
    const scanned = sources
      .filter(({ name }) => name.startsWith("drivers/") && name.endsWith(".c"))
      .map((source) => ({ ...source, name: source.name.slice("drivers/".length) }));
    const request = { root: join(root, "drivers"), sources: scanned, kernelRoot: root };
    return (await findFamilies({ ...request, options: DEFAULTS })).document;
  });
}

const helpersOf = (document: FamiliesDocument) =>
  document.reimplemented?.map(
    (entry) => `${entry.file}:${entry.function} = ${entry.helperFile}:${entry.helper}`,
  );

const LIB = { "lib/crc7.c": `${CRC}EXPORT_SYMBOL_GPL(crc7_of);\n` };

test("a single function that lib/ exports already is told", async () => {
  const document = await findInKernel({ drivers: { "leds/a.c": COPY }, others: LIB });
  expect(document.families).toEqual([]);
  expect(document.reimplemented).toEqual([
    { function: "acme_sum", file: "leds/a.c", startLine: 1, helper: "crc7_of", helperFile: "lib/crc7.c" },
  ]);
});

test("a family names the helper, and all its lines could go", async () => {
  const other = COPY.replaceAll("acme", "bolt");
  const { families } = await findInKernel({ drivers: { "leds/a.c": COPY, "net/b.c": other }, others: LIB });
  expect(families).toHaveLength(1);
  expect(families[0]).toMatchObject({
    strategy: "existing-helper",
    existingHelper: { function: "crc7_of", file: "lib/crc7.c", startLine: 1 },
    removableLines: families[0].lines,
  });
});

test("a family of which one member is something else keeps its own strategy", async () => {
  const other = COPY.replaceAll("acme", "bolt").replace("0x12", "0x10");
  const document = await findInKernel({ drivers: { "leds/a.c": COPY, "net/b.c": other }, others: LIB });
  expect(document.families).toHaveLength(1);
  expect(document.families[0].strategy).not.toBe("existing-helper");
  expect(document.families[0].existingHelper).toBeUndefined();
  expect(document.reimplemented).toHaveLength(1);
});

test("the helper may be a member itself, and a header's inline function one too", async () => {
  const drivers = {
    "leds/leds-core.c": `${CRC}EXPORT_SYMBOL(crc7_of);\n`,
    "leds/a.c": COPY,
    "net/b.c": COPY.replaceAll("acme", "bolt"),
  };
  const own = await findInKernel({ drivers, others: {} });
  // net/ is another class: the core of leds is not for it.
  expect(helpersOf(own)).toEqual(["leds/a.c:acme_sum = drivers/leds/leds-core.c:crc7_of"]);
  const header = `#ifndef CRC7_H\n#define CRC7_H\nstatic inline ${CRC}\n#endif\n`;
  const inline = await findInKernel({ drivers, others: { "include/linux/crc7.h": header } });
  expect(helpersOf(inline)).toEqual([
    "leds/a.c:acme_sum = include/linux/crc7.h:crc7_of",
    "net/b.c:bolt_sum = include/linux/crc7.h:crc7_of",
  ]);
});

test.each([
  ["is not exported", { "lib/crc7.c": CRC }],
  ["is exported into a namespace", { "lib/crc7.c": `${CRC}EXPORT_SYMBOL_NS(crc7_of, ACME);\n` }],
  ["is static", { "lib/crc7.c": `static ${CRC}` }],
  ["stands where drivers do not look", { "arch/x86/crc7.c": `${CRC}EXPORT_SYMBOL(crc7_of);\n` }],
  ["has another constant", { "lib/crc7.c": `${CRC.replace("0x12", "0x13")}EXPORT_SYMBOL(crc7_of);\n` }],
  ["takes another type", { "lib/crc7.c": `${CRC.replace("u8 crc)", "u16 crc)")}EXPORT_SYMBOL(crc7_of);\n` }],
  [
    "differs in a preprocessor line",
    { "lib/crc7.c": `${CRC.replace("\treturn", "#ifdef X\n#endif\n\treturn")}EXPORT_SYMBOL(crc7_of);\n` },
  ],
])("nothing is told of a function that %s", async (_, others) => {
  expect(helpersOf(await findInKernel({ drivers: { "leds/a.c": COPY }, others }))).toEqual([]);
});

const STEP = `u32 lfsr_step(struct lfsr *lfsr, u32 taps)
{
	u32 bit = parity_of(lfsr->state & taps) ^ LFSR_SEED;

	lfsr->state = (lfsr->state >> 1) | (bit << 31);
	if (lfsr->state == 0)
		lfsr->state = lfsr->start;
	return bit;
}
`;
const STEP_COPY = `static ${STEP.replace("lfsr_step", "acme_step")}`;
const EXPORTED = `${STEP}EXPORT_SYMBOL(lfsr_step);\n`;
const PARITY = "static u32 parity_of(u32 value)\n{\n\treturn hweight32(value) & 1;\n}\n";

test.each([
  ["both take everything from headers", "", "", true],
  ["both define a constant alike", "#define LFSR_SEED 1\n", "#define LFSR_SEED  1 /* one */\n", true],
  ["both define a constant, not alike", "#define LFSR_SEED 1\n", "#define LFSR_SEED 2\n", false],
  ["the driver has a function of its own of that name", PARITY, "", false],
  ["the helper calls a static function", "", PARITY, false],
  ["both have the same static function", PARITY, PARITY, true],
  [
    "their static functions are spelled alike, and mean other macros",
    `#define ONE 1\n${PARITY.replace("& 1", "& ONE")}`,
    `#define ONE 2\n${PARITY.replace("& 1", "& ONE")}`,
    false,
  ],
  ["their static functions differ", PARITY, PARITY.replace("& 1", "& 2"), false],
  ["the driver has a type of its own of that name", "struct lfsr {\n\tu32 state, start;\n};\n", "", false],
])("equal names mean the same when %s", async (_, own, its, isSame) => {
  const others = { "lib/lfsr.c": its + EXPORTED };
  const found = helpersOf(await findInKernel({ drivers: { "leds/a.c": own + STEP_COPY }, others }));
  expect(found).toEqual(isSame ? ["leds/a.c:acme_step = lib/lfsr.c:lfsr_step"] : []);
});

test("a name means what the headers say that a file includes in quotes", async () => {
  const own = `#include "acme.h"\n${STEP_COPY}`;
  const its = `#include "lfsr.h"\n${EXPORTED}`;
  const seed = (value: number) => `#include "../seed.h"\n#define LFSR_SEED SEED(${value})\n`;
  const find = async (mine: number, theirs: number) => {
    const others = {
      "drivers/leds/acme.h": seed(mine),
      "drivers/seed.h": "#define SEED(x) (x)\n",
      "lib/lfsr.c": its,
      "lib/lfsr.h": seed(theirs),
      "seed.h": "#define SEED(x) (x)\n",
    };
    return helpersOf(await findInKernel({ drivers: { "leds/a.c": own }, others }));
  };
  expect(await find(1, 1)).toHaveLength(1);
  expect(await find(1, 2)).toEqual([]);
});

test("constants may have other names when both files define them alike", async () => {
  const drivers = { "leds/a.c": `#define ACME_SEED 1\n${STEP_COPY.replace("LFSR_SEED", "ACME_SEED")}` };
  const others = { "lib/lfsr.c": `#define LFSR_SEED 1\n${EXPORTED}` };
  expect(helpersOf(await findInKernel({ drivers, others }))).toHaveLength(1);
});

test.each([
  ["the same value", "enum mode { LFSR_SEED = 1, ACME_SEED = 1 };\n", 1],
  ["other values", "enum mode { LFSR_SEED = 1, ACME_SEED = 2 };\n", 0],
  ["values by their place", "enum mode { LFSR_SEED, ACME_SEED };\n", 0],
])("enumerators of other names are the same with %s", async (_, mode, count) => {
  const drivers = { "leds/a.c": mode + STEP_COPY.replace("LFSR_SEED", "ACME_SEED") };
  const found = helpersOf(await findInKernel({ drivers, others: { "lib/lfsr.c": mode + EXPORTED } }));
  expect(found).toHaveLength(count);
  const same = { "leds/a.c": mode + STEP_COPY };
  expect(
    helpersOf(await findInKernel({ drivers: same, others: { "lib/lfsr.c": mode + EXPORTED } })),
  ).toHaveLength(1);
});

test("variables of two files are never the same", async () => {
  const own = "static u32 LFSR_SEED = 1;\n";
  const others = { "lib/lfsr.c": own + EXPORTED };
  expect(helpersOf(await findInKernel({ drivers: { "leds/a.c": own + STEP_COPY }, others }))).toEqual([]);
  const constant = "static const u32 LFSR_SEED = 1;\n";
  const same = { "lib/lfsr.c": constant + EXPORTED };
  const drivers = { "leds/a.c": constant + STEP_COPY };
  expect(helpersOf(await findInKernel({ drivers, others: same }))).toHaveLength(1);
});

test("a struct of the name of a variable is a type all the same", async () => {
  const drivers = { "leds/a.c": STEP_COPY.replace("struct lfsr *lfsr", "struct acme *lfsr") };
  expect(helpersOf(await findInKernel({ drivers, others: { "lib/lfsr.c": EXPORTED } }))).toEqual([]);
});

test("a function of the helper's own name that is not static stands in another program", async () => {
  const others = { "lib/lfsr.c": EXPORTED };
  expect(helpersOf(await findInKernel({ drivers: { "boot/stub.c": STEP }, others }))).toEqual([]);
  expect(
    helpersOf(await findInKernel({ drivers: { "boot/stub.c": `static ${STEP}` }, others })),
  ).toHaveLength(1);
});

test("nothing is told where no kernel is known", async () => {
  const { document } = await withTree({ "leds/a.c": COPY }, (request) => findFamilies(request));
  expect(document.reimplemented).toBeUndefined();
});
