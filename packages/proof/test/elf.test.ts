import { KindredError } from "@kindred/c-source";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalObject } from "../src/elf/canonical-object.ts";
import { compareObjects } from "../src/elf/compare-objects.ts";
import { type ElfObject, readElf } from "../src/elf/read-elf.ts";
import { compileFor } from "./pairs/compile-pair.ts";

const TEXT = `static struct dev one = { .mode = 7 }; struct dev *two = &one;
int f(struct dev *d) { static int n; dev_err("text"); return call(d, ++n, 4) + readl(d->regs); }`;

let object: Buffer;
beforeAll(async () => {
  object = await compileFor("elf-symbols", TEXT);
});

/** Whatever the bytes: an object, or the one error that callers know. */
function tryRead(bytes: Uint8Array): ElfObject | undefined {
  try {
    const read = readElf(bytes);
    canonicalObject(read);
    return read;
  } catch (error) {
    expect(error).toBeInstanceOf(KindredError);
    return undefined;
  }
}

describe("readElf", () => {
  it("reads sections, symbols and relocations", () => {
    const read = readElf(object);
    const f = read.symbols.find((symbol) => symbol.name === "f")!;
    expect(read.sections[f.section]!.name).toBe(".text.f");
    const called = read.sections[f.section]!.relocations.map((entry) => read.symbols[entry.symbol]!.name);
    expect(called).toContain("call");
    expect(canonicalObject(read).get("one")![0]!.bytes[4]).toBe(7);
    expect(canonicalObject(read).get("two")![0]!.relocations).toEqual(["0:1:symbol one"]);
  });

  it("refuses what is no object", () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from("#!/bin/sh\n"),
      Buffer.alloc(64),
      object.subarray(0, 63),
    ]) {
      expect(() => readElf(bytes)).toThrow(KindredError);
    }
  });

  it("survives an object cut off anywhere", () => {
    for (let length = 0; length < object.length; length += 7)
      expect(tryRead(object.subarray(0, length))).toBeUndefined();
  });

  it("survives any damaged bytes", () => {
    const damage = fc.array(fc.tuple(fc.nat(object.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Buffer.from(object);
        for (const [at, value] of changes) bytes[at] = value;
        tryRead(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

describe("compareObjects", () => {
  it("sees every changed byte of code and data", () => {
    const read = readElf(object);
    const shown = ["f", "one", "two"].map((name) => read.symbols.find((symbol) => symbol.name === name)!);
    for (const symbol of shown) {
      const section = read.sections[symbol.section]!;
      const offset = section.data.byteOffset - object.byteOffset + symbol.value;
      for (let at = 0; at < symbol.size; at++) {
        const bytes = Buffer.from(object);
        bytes[offset + at] ^= 1;
        expect(compareObjects(object, bytes)).toMatchObject([{ label: symbol.name, kind: "differs" }]);
      }
    }
    expect(compareObjects(object, object)).toEqual([]);
  });
});
