import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growParts, type PartJudge } from "../src/families/grow-parts.ts";

/** Items of one colour fold together; a helper costs 4 lines and every item saves 3. */
const colours: PartJudge<number, readonly number[]> = {
  likeness: () => 1,
  tryFold(items) {
    const isSame = items.every((item) => item % 10 === items[0] % 10);
    const saved = Math.max(0, 3 * items.length - 4);
    return isSame ? { fold: saved > 0 ? items : undefined, saved } : undefined;
  },
};

describe("growParts", () => {
  test("finds the parts, whatever stands between", () => {
    expect(growParts([1, 2, 11, 12, 5, 21, 22], [], colours)).toEqual([
      [1, 11, 21],
      [2, 12, 22],
    ]);
  });

  test("unions that save nothing yet are joined when a further item pays for the helper", () => {
    const dear: typeof colours = {
      ...colours,
      tryFold: (items) => {
        const trial = colours.tryFold(items);
        return items.length < 4 && trial ? { fold: undefined, saved: 0 } : trial;
      },
    };
    expect(growParts([1, 2, 11, 21, 31], [], dear)).toEqual([[1, 11, 21, 31]]);
    expect(growParts([1, 2, 11, 21], [], dear)).toEqual([]);
  });

  test("items that are not alike are not tried", () => {
    let trials = 0;
    const unlike = { ...colours, likeness: () => 0.4, tryFold: () => void trials++ };
    expect(growParts([1, 11, 21], [], unlike)).toEqual([]);
    expect(trials).toBe(0);
  });

  test("the number of trials is bounded", () => {
    let trials = 0;
    const costly: typeof colours = { ...colours, tryFold: () => void trials++ };
    growParts(
      Array.from({ length: 300 }, (_, i) => i),
      [],
      costly,
    );
    expect(trials).toBeLessThanOrEqual(160);
  });

  test("every item is in one part at most, and every part folds", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 14 }), (values) => {
        const items = [...new Set(values)];
        const parts = growParts(items, [], colours);
        expect(new Set(parts.flat()).size).toBe(parts.flat().length);
        for (const part of parts) expect(new Set(part.map((item) => item % 10)).size).toBe(1);
        expect(growParts(items, [], colours)).toEqual(parts);
        const whole = items.map((item) => items.filter((other) => other % 10 === item % 10));
        expect(new Set(parts.map(String))).toEqual(
          new Set(whole.filter((part) => part.length > 1).map(String)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("a group given ahead is taken when it folds", () => {
    const firstPair: number[][] = [];
    const noting: typeof colours = {
      ...colours,
      tryFold: (items) => {
        firstPair.push([...items]);
        return colours.tryFold(items);
      },
    };
    expect(growParts([1, 2, 11, 21], [[0, 2, 3]], noting)).toEqual([[1, 11, 21]]);
    expect(firstPair[0]).toEqual([1, 11, 21]);
  });
});
