import fc from "fast-check";
import { expect, test } from "vitest";
import { IntColumn } from "../../src/scan/int-column.ts";
import { keepSmallest } from "../../src/scan/keep-smallest.ts";

const hash = fc.oneof(fc.integer(), fc.constantFrom(-1, 0, 7, -0x80000000, 0x7fffffff));

test("the smallest different values are left, in rising order, and nothing before them is touched", () => {
  const lists = fc.oneof(
    fc.array(hash, { maxLength: 300 }),
    fc.array(hash, { minLength: 2_000, maxLength: 2_200, size: "max" }),
  );
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 80 }), (values, most) => {
      const column = new IntColumn();
      for (const value of [3, 1, ...values]) column.push(value);
      keepSmallest(column, 2, most);
      const expected = [...new Set(values)].sort((a, b) => a - b).slice(0, most);
      expect([...column.data.subarray(0, column.length)]).toEqual([3, 1, ...expected]);
    }),
    { numRuns: 200 },
  );
});
