import { createLru } from "@kindred/c-source";
import fc from "fast-check";
import { expect, test } from "vitest";

test("what was used last is kept, up to the bound", () => {
  const made: string[] = [];
  const lru = createLru<string, string>(3);
  const get = (key: string, size = 1): string =>
    lru.get(key, () => {
      made.push(key);
      return { value: key.toUpperCase(), size };
    });
  for (const key of ["a", "b", "c", "a", "d"]) expect(get(key)).toBe(key.toUpperCase());
  expect(made).toEqual(["a", "b", "c", "d"]);
  get("a");
  get("b");
  expect(made).toEqual(["a", "b", "c", "d", "b"]);
  get("huge", 10);
  get("huge", 10);
  get("a");
  expect(made).toEqual(["a", "b", "c", "d", "b", "huge", "a"]);
});

test("values are those that were made, whatever the order and the bound", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.integer({ min: 0, max: 40 }), (keys, most) => {
      const lru = createLru<number, number>(most);
      for (const key of keys) expect(lru.get(key, () => ({ value: key * 7, size: key }))).toBe(key * 7);
    }),
  );
});
