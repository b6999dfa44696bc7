import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNearestName } from "../src/arguments/nearest-name.ts";

describe("findNearestName", () => {
  const verbs = ["find", "explain", "fold", "prove", "apply", "publish", "corpus", "doctor"];

  it("finds the name behind a slip of the keyboard", () => {
    expect(findNearestName("fidn", verbs)).toBe("find");
    expect(findNearestName("docter", verbs)).toBe("doctor");
    expect(findNearestName("publ", verbs)).toBe("publish");
  });

  it("does not guess at something quite different", () => {
    expect(findNearestName("zzzzzzzz", verbs)).toBeUndefined();
    expect(findNearestName("find", [])).toBeUndefined();
  });

  it("gives a known name itself", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1 }), (names) => {
        expect(findNearestName(names[0]!, [names[0]!])).toBe(names[0]);
      }),
    );
  });
});
