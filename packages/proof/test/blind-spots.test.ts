import { describe, expect, it } from "vitest";
import { findBlindSpot } from "../src/compare/blind-spots.ts";

const files = (texts: Record<string, string>): Map<string, string> => new Map(Object.entries(texts));
const HELPER = "int chip_wait(struct chip *chip)\n{\n\treturn wait(chip);\n}\n";
const USER = "int one_start(struct chip *chip)\n{\n\treturn one_wait(chip);\n}\n";
const folded = new Set(["one_wait", "chip_wait"]);

describe("what a comparison is blind to", () => {
  const own = HELPER.replace("chip_wait", "one_wait");
  const user = USER.replace("one_wait", "chip_wait");

  it("is a function that other files could call and that is gone", () => {
    const before = files({ "a/one.c": `${own}${USER}` });
    const after = files({ "a/one.c": `static ${HELPER}${user}` });
    expect(findBlindSpot(folded, before, after)?.why).toContain("`one_wait` is gone");
    const kept = files({
      "a/one.c": `static ${HELPER}${own.replace("wait(chip)", "chip_wait(chip)")}${USER}`,
    });
    expect(findBlindSpot(folded, before, kept)).toBeUndefined();
    const moved = files({ "a/one.c": USER, "a/two.c": own });
    expect(findBlindSpot(folded, before, moved)).toBeUndefined();
    const local = files({ "a/one.c": `static ${own}${USER}` });
    expect(findBlindSpot(folded, local, after)).toBeUndefined();
  });

  it("is a changed function that uses a place, also through a macro of its file", () => {
    const before = files({ "a/one.c": `#define HERE \\\n\t__LINE__\n${USER}` });
    const after = files({
      "a/one.c": before.get("a/one.c")!.replace("one_wait(chip)", "one_wait(chip) + HERE"),
    });
    expect(findBlindSpot(new Set(), before, after)?.why).toBe(
      "`one_start` uses __LINE__ or __FILE__, which a comparison holds constant.",
    );
    expect(findBlindSpot(new Set(), before, before)).toBeUndefined();
  });
});
