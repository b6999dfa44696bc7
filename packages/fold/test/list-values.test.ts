import { expect, test } from "vitest";
import { listValues } from "../src/holes/list-values.ts";

test("few values stand in full, on one line, equal ones once", () => {
  expect(listValues(["a = 1;", "b\n\t= 2;", "a = 1;"])).toBe("a = 1; | b = 2;");
});

test("of many values the first four stand, each shortened", () => {
  const values = Array.from({ length: 18 }, (_, i) => `${"x".repeat(i === 0 ? 60 : 1)}${i}`);
  expect(listValues(values)).toBe(`${"x".repeat(37)}... | x1 | x2 | x3 and 14 more`);
});
