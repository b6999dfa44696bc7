import { expect, test } from "vitest";
import { familyIds } from "../../src/document/family-id.ts";
import { payoffOf, removableLines, strategyFor } from "../../src/document/payoff.ts";
import { classOfFile, scopeOf } from "../../src/document/place.ts";
import { similarLinesByFile } from "../../src/document/similar-lines.ts";
import type { Family, Hole, HoleKind } from "../../src/index.ts";

test.each([
  ["/k/drivers", "leds/a.c", "leds"],
  ["/k/drivers/leds", "a.c", "leds"],
  ["/k/drivers/net/ethernet/sfc", "falcon/b.c", "net"],
  ["/k", "drivers/net/a.c", "net"],
  ["/k/drivers", "top.c", "drivers"],
  ["/home/drivers/k", "drivers/hid/a.c", "hid"],
  ["/k", "sound/pci/a.c", "sound"],
  ["/k/sound/", "a.c", "sound"],
])("class of %s + %s is %s", (root, file, name) => {
  expect(classOfFile(root, file)).toBe(name);
});

test("scopes, from narrow to wide", () => {
  const classOf = (file: string) => file.split("/")[0];
  expect(scopeOf(["net/a.c", "net/a.c"], classOf)).toBe("file");
  expect(scopeOf(["net/a.c", "net/b.c"], classOf)).toBe("directory");
  expect(scopeOf(["net/x/a.c", "net/b.c"], classOf)).toBe("class");
  expect(scopeOf(["net/a.c", "leds/b.c"], classOf)).toBe("tree");
});

const hole = (kind: HoleKind): Hole => ({ kind, values: ["a", "b"] });

test.each([
  [[], [30, 30], "file", "shared-function"],
  [[hole("literal")], [30, 30], "file", "parameterised-function"],
  [[hole("literal"), hole("string")], [8, 8, 8, 8], "file", "table-driven"],
  [[hole("literal")], [8, 8, 8], "file", "parameterised-function"],
  [[hole("literal")], [8, 8, 8, 13], "file", "parameterised-function"],
  [[hole("literal")], [8, 8, 8, 8], "directory", "parameterised-function"],
  [[hole("literal"), hole("call")], [8, 8, 8, 8], "file", "callback"],
  [[hole("call"), hole("literal")], [30, 30], "file", "callback"],
  [[hole("type")], [30, 30], "file", "field-pointer"],
  [[hole("type"), hole("member")], [30, 30], "file", "generator-macro"],
] as const)(
  "holes %j of members with %j lines in one %s ask for %s",
  (holes, memberLines, scope, strategy) => {
    expect(strategyFor(holes, { memberLines, scope, areTwins: false })).toBe(strategy);
  },
);

test("where whole drivers are alike, what differs asks for one driver", () => {
  const site = { memberLines: [30, 30], scope: "directory", areTwins: true } as const;
  expect(strategyFor([hole("member"), hole("literal")], site)).toBe("chip-info");
  expect(strategyFor([], site)).toBe("shared-function");
});

test("removable lines: all but one copy and what stays behind, never negative", () => {
  expect(removableLines({ type: "type-1", similarity: 1, strategy: "shared-function" }, [30, 30, 30])).toBe(
    60,
  );
  expect(removableLines({ type: "type-2", similarity: 1, strategy: "callback" }, [30, 30, 30])).toBe(48);
  expect(removableLines({ type: "type-3", similarity: 0.8, strategy: "callback" }, [30, 30])).toBe(10);
  expect(removableLines({ type: "type-2", similarity: 1, strategy: "callback" }, [5, 5])).toBe(0);
});

test("a fold that is easier to get accepted pays more", () => {
  const family = { type: "type-2", scope: "file", holes: [], removableLines: 20 } as unknown as Family;
  expect(payoffOf({ ...family, scope: "tree" })).toBeLessThan(payoffOf(family));
  expect(payoffOf({ ...family, holes: [hole("literal")] })).toBeLessThan(payoffOf(family));
  expect(payoffOf({ ...family, type: "type-3" })).toBeLessThan(payoffOf(family));
});

test("ids tell grains and shapes apart, and families of one shape by content, in whatever order they come", () => {
  const content = { grain: "function", shapeLow: 1, shapeHigh: 2, exactLow: 3, exactHigh: 4 } as const;
  const twin = { ...content, exactLow: 9 };
  const [a, b] = familyIds([content, twin]);
  expect(a).not.toBe(b);
  expect(familyIds([twin, content])).toEqual([b, a]);
  expect(familyIds([content])).toEqual([a]);
  expect(familyIds([{ ...content, grain: "fragment" }])).not.toEqual([a]);
  expect(a).toMatch(/^K-[0-9a-f]{8}$/);
});

test("a line in two families is counted once", () => {
  const member = (startLine: number, endLine: number) => ({ file: "a.c", startLine, endLine, function: "f" });
  const families = [
    { members: [member(10, 20), member(40, 41)] },
    { members: [member(15, 25)] },
  ] as unknown as Family[];
  expect(similarLinesByFile(families)).toEqual(new Map([["a.c", 18]]));
});
