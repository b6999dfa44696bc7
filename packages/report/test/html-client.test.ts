import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filterFamilies, searchTexts, sortFamilies } from "../client/filter-families.ts";
import { keyTarget } from "../client/key-target.ts";
import { visibleRange } from "../client/visible-range.ts";
import { FAMILY, SMALL_FAMILY } from "./sample-documents.ts";

const FAMILIES = [FAMILY, SMALL_FAMILY, { ...FAMILY, id: "K-00000003", removableLines: 2 }];
const TEXTS = searchTexts(FAMILIES);
const ANY = { text: "", type: "", strategy: "", scope: "" };

describe("filterFamilies", () => {
  it.each([
    [{}, [0, 1, 2]],
    [{ text: "LEDS-B b_write" }, [0, 2]],
    [{ text: "k-00000003" }, [2]],
    [{ text: "leds acme" }, []],
    [{ type: "type-1" }, [1]],
    [{ strategy: "parameterised-function", text: "3fa9" }, [0]],
    [{ scope: "tree" }, [1]],
    [{ scope: "file" }, []],
  ])("with %j passes %j", (filter, expected) => {
    expect(filterFamilies(FAMILIES, TEXTS, { ...ANY, ...filter })).toEqual(expected);
  });
});

describe("sortFamilies", () => {
  it("sorts numbers down and words up, and keeps payoff order among equals", () => {
    expect(sortFamilies(FAMILIES, [0, 1, 2], "similarity")).toEqual([1, 0, 2]);
    expect(sortFamilies(FAMILIES, [0, 1, 2], "members")).toEqual([0, 2, 1]);
    expect(sortFamilies(FAMILIES, [2, 1, 0], "where")).toEqual([0, 2, 1]);
    expect(sortFamilies(FAMILIES, [2, 1, 0], "payoff")).toEqual([0, 1, 2]);
    expect(sortFamilies(FAMILIES, [0, 1, 2], "type")).toEqual([1, 0, 2]);
  });
});

describe("visibleRange", () => {
  const view = fc.record({
    scrollTop: fc.integer({ min: 0, max: 300_000 }),
    height: fc.integer({ min: 0, max: 2000 }),
    rowHeight: fc.constant(28),
  });

  it("covers every row in view and few others, however long the list", () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 100_000 }), (at, count) => {
        const { first, end } = visibleRange(at, count, 6);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(first);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(at.height / 28) + 14);
        for (let y = at.scrollTop; y < at.scrollTop + at.height; y += 28) {
          const row = Math.floor(y / 28);
          if (row < count) expect(row >= first && row < end).toBe(true);
        }
      }),
    );
  });
});

describe("keyTarget", () => {
  it("moves as a list box does and stays within the list", () => {
    expect(
      ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].map((key) => keyTarget(key, 5, 100, 10)),
    ).toEqual([6, 4, 15, 0, 0, 99]);
    expect([keyTarget("ArrowDown", -1, 100, 10), keyTarget("ArrowUp", -1, 100, 10)]).toEqual([0, 0]);
    expect([keyTarget("ArrowDown", 99, 100, 10), keyTarget("End", -1, 0, 10)]).toEqual([99, undefined]);
    for (const key of ["a", "Enter", "toString", "__proto__"])
      expect(keyTarget(key, 5, 100, 10)).toBeUndefined();
  });
});
