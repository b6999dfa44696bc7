import { renderProgress } from "@kindred/report";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("renderProgress", () => {
  it("tells share, counts, speed and time left", () => {
    const state = {
      label: "find",
      done: 1204,
      total: 1944,
      bytes: 30e6,
      totalBytes: 40e6,
      elapsedMs: 3000,
      width: 100,
    };
    expect(renderProgress(state)).toBe(
      "find ██████████████████······  75%  1,204/1,944  10.0 MB/s  0:01 left",
    );
  });

  it("does without bytes, and knows the end", () => {
    expect(renderProgress({ label: "prove", done: 1, total: 4, elapsedMs: 60_000, width: 80 })).toBe(
      "prove ██████··················  25%  1/4  3:00 left",
    );
    expect(renderProgress({ label: "prove", done: 4, total: 4, elapsedMs: 1, width: 80 })).toBe(
      "prove ████████████████████████ 100%  4/4",
    );
  });

  it("is one line within the width whatever the numbers", () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.constant(0));
    const state = fc.record(
      {
        label: fc.string(),
        done: number,
        total: number,
        bytes: number,
        totalBytes: number,
        elapsedMs: number,
        width: fc.integer({ min: 1, max: 200 }),
      },
      { requiredKeys: ["label", "done", "total", "elapsedMs", "width"] },
    );
    fc.assert(
      fc.property(state, (each) => {
        const line = renderProgress(each);
        expect([...line].length).toBeLessThanOrEqual(each.width);
        expect(line).not.toMatch(/\p{Cc}|NaN|Infinity/u);
      }),
    );
  });
});
