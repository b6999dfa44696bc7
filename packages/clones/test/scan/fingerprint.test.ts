import fc from "fast-check";
import { expect, test } from "vitest";
import { Fingerprinter } from "../../src/scan/fingerprint.ts";
import { IntColumn } from "../../src/scan/int-column.ts";
import { encode } from "../support/encode.ts";
import { PARSE, renamed, START } from "../support/samples.ts";

const fingerprinter = new Fingerprinter();

function prints(text: string): Set<number> {
  const { symbols } = encode(text);
  const out = new IntColumn();
  fingerprinter.collect(symbols, symbols.length, out);
  return new Set(out.data.subarray(0, out.length));
}

function shared(a: Set<number>, b: Set<number>): number {
  return [...a].filter((print) => b.has(print)).length / Math.min(a.size, b.size);
}

test("what came before does not matter", () => {
  const first = prints(START);
  prints(PARSE);
  expect(prints(START)).toEqual(first);
});

test("they rise and none is repeated", () => {
  const { symbols } = encode(START + START);
  const out = new IntColumn();
  fingerprinter.collect(symbols, symbols.length, out);
  const list = [...out.data.subarray(0, out.length)];
  expect(list).toEqual([...new Set(list)].sort((a, b) => a - b));
});

test("renaming locals keeps most of them, renaming everything keeps those without spelling", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{3,9}$/), (word) => {
      const locals = renamed(START, {
        priv: `${word}1`,
        value: `${word}2`,
        tries: `${word}3`,
        flags: `${word}4`,
      });
      expect(shared(prints(START), prints(locals))).toBeGreaterThan(0.9);
      const names = new Map<string, string>();
      const fresh = (name: string) => {
        if (!names.has(name)) names.set(name, `${word}${names.size}`);
        return names.get(name) ?? "";
      };
      const everything = START.replace(
        /\b(?!int|for|if|return|struct|unsigned|long|break|static|watchdog_device)[a-z_]\w*/g,
        fresh,
      );
      expect(shared(prints(START), prints(everything))).toBeGreaterThan(0.3);
    }),
    { numRuns: 30 },
  );
});

test("an edit costs only what is near it, another function shares next to nothing", () => {
  expect(shared(prints(START), prints(START.replace("udelay(10);", "cpu_relax();")))).toBeGreaterThan(0.6);
  expect(shared(prints(START), prints(PARSE))).toBeLessThan(0.15);
});

test("a function of two tokens has none, a long one a bounded number", () => {
  expect(prints("f()\n{\n}\n").size).toBeLessThan(4);
  const long = [...Array(3000).keys()].map((i) => `\tcall_${i}(a${i});\n`).join("");
  expect(prints(`int f(void)\n{\n${long}}\n`).size).toBe(64);
});
