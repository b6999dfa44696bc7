import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyEdits,
  decodeC,
  displayText,
  type Edit,
  encodeC,
  findOverlap,
  KindredError,
  lineOf,
  lineStarts,
  sortEdits,
} from "../src/index.ts";

/** What applyEdits must do, the slow way: edits applied one by one from the end. */
function naive(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, order) => ({ ...edit, order }));
  ordered.sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order);
  let result = text;
  for (const edit of ordered) result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}

/** Edits that do not overlap: ends and starts taken in turn from sorted cuts. */
const disjointEdits = fc
  .tuple(
    fc.string({ maxLength: 60 }),
    fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 4 })), { maxLength: 8 }),
  )
  .map(([text, seeds]) => {
    const cuts = seeds.map(([at]) => at % (text.length + 1)).sort((a, b) => a - b);
    const edits: Edit[] = [];
    for (let i = 0; i + 1 < cuts.length; i += 2)
      edits.push({ start: cuts[i], end: cuts[i + 1], text: seeds[i][1] });
    return { text, edits };
  });

describe("applyEdits", () => {
  test("does all edits at once, in the coordinates of the given text", () => {
    expect(
      applyEdits("abcdef", [
        { start: 4, end: 6, text: "" },
        { start: 0, end: 1, text: "xyz" },
        { start: 3, end: 3, text: "-" },
      ]),
    ).toBe("xyzbc-d");
  });

  test("keeps the order of insertions at one point, before a replacement there", () => {
    const edits = [
      { start: 1, end: 2, text: "X" },
      { start: 1, end: 1, text: "1" },
      { start: 1, end: 1, text: "2" },
    ];
    expect(applyEdits("abc", edits)).toBe("a12Xc");
    expect(findOverlap(edits)).toBeUndefined();
    expect(sortEdits(edits).map((edit) => edit.text)).toEqual(["1", "2", "X"]);
  });

  test.each([
    [
      [
        { start: 0, end: 2, text: "" },
        { start: 1, end: 3, text: "" },
      ],
    ],
    [
      [
        { start: 0, end: 3, text: "" },
        { start: 1, end: 1, text: "x" },
      ],
    ],
    [
      [
        { start: 2, end: 4, text: "a" },
        { start: 2, end: 3, text: "b" },
      ],
    ],
  ])("refuses overlapping edits %j", (edits) => {
    expect(() => applyEdits("abcdef", edits)).toThrow(KindredError);
    expect(findOverlap(edits)).toBeDefined();
  });

  test.each([
    { start: -1, end: 0, text: "" },
    { start: 0, end: 4, text: "" },
    { start: 2, end: 1, text: "" },
    { start: 0.5, end: 1, text: "" },
    { start: Number.NaN, end: 1, text: "" },
  ])("refuses the edit %j of a text of 3 bytes", (edit) => {
    expect(() => applyEdits("abc", [edit])).toThrow(/reaches outside/);
  });

  test("agrees with edits done one by one", () => {
    fc.assert(
      fc.property(disjointEdits, ({ text, edits }) => {
        expect(applyEdits(text, edits)).toBe(naive(text, edits));
        expect(applyEdits(text, [])).toBe(text);
      }),
    );
  });
});

describe("text", () => {
  test("survives as bytes, whatever they are", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => Buffer.compare(encodeC(decodeC(bytes)), bytes) === 0));
    expect(displayText(decodeC(Buffer.from("Müller ✓")))).toBe("Müller ✓");
  });

  test("lines of offsets", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "\n"), { maxLength: 40 }), (characters) => {
        const text = characters.join("");
        const starts = lineStarts(text);
        for (let at = 0; at <= text.length; at++)
          expect(lineOf(starts, at)).toBe(text.slice(0, at).split("\n").length);
      }),
    );
  });
});
