import { renderFamiliesText } from "@kindred/report";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAMILIES, HOSTILE, hostileFamily, SKIPPED } from "./sample-documents.ts";

const PLAIN = { colour: false, width: 140, skipped: SKIPPED };

describe("renderFamiliesText", () => {
  it("shows families by payoff, the shares by class, the coverage last", () => {
    expect(renderFamiliesText(FAMILIES, PLAIN)).toMatchInlineSnapshot(`
      "family      removes  type         members  lines  alike  where                                    fold
      K-3fa9c1d2       22  type-2             3     39    93%  leds/leds-a.c:10 a_write +2              parameterised-function
      K-00000001        5  type-1 part        2     12   100%  net/ethernet/acme/main.c:5 acme_open +1  shared-function

      class    lines  similar  share  families
      net    400,000   40,000  10.0%         1
      leds    10,000    1,200  12.0%         1

      2 families over 66,000 similar lines; folding them would remove about 27 lines.
      1,204 files, 31,877 functions, 812,000 lines, 8.1% similar; 3 skipped: 2 parse-error, 1 net-not-positive (--list-skipped)
      "
    `);
  });

  it("ends with the coverage of the run", () => {
    const last = renderFamiliesText(FAMILIES, PLAIN).trimEnd().split("\n").at(-1);
    expect(last).toBe(
      "1,204 files, 31,877 functions, 812,000 lines, 8.1% similar; " +
        "3 skipped: 2 parse-error, 1 net-not-positive (--list-skipped)",
    );
  });

  it("says so when nothing was found and nothing was skipped", () => {
    const summary = {
      ...FAMILIES.summary,
      families: 0,
      similarLines: 0,
      similarShare: 0,
      removableLines: 0,
      skipped: 0,
    };
    const text = renderFamiliesText({ ...FAMILIES, summary, families: [] }, { ...PLAIN, skipped: [] });
    expect(text).toContain("No similar functions found.\n");
    expect(text.endsWith("0.0% similar; nothing skipped\n")).toBe(true);
  });

  it("shows the top families and counts the others", () => {
    const text = renderFamiliesText(FAMILIES, { ...PLAIN, top: 1 });
    expect(text).toContain("K-3fa9c1d2");
    expect(text).not.toContain("K-00000001");
    expect(text).toContain("… and 1 more family");
  });

  it("keeps table rows within the width", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 90, max: 220 }),
        fc.string({ unit: "grapheme", maxLength: 200 }),
        (width, name) => {
          const families = [{ ...hostileFamily(name), id: "K-3fa9c1d2" }];
          const text = renderFamiliesText({ ...FAMILIES, families }, { ...PLAIN, width });
          for (const line of text.split("\n").slice(0, 2))
            expect([...line].length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it("drops what matters least before the place becomes unreadable", () => {
    const headerAt = (width: number) =>
      renderFamiliesText(FAMILIES, { ...PLAIN, width })
        .split("\n")[0]!
        .split(/ +/);
    const all = ["family", "removes", "type", "members", "lines", "alike", "where", "fold"];
    expect(headerAt(120)).toEqual(all);
    expect(headerAt(100)).toEqual(all.filter((name) => name !== "fold"));
    expect(headerAt(80)).toEqual(["family", "removes", "type", "members", "alike", "where"]);
    expect(headerAt(60)).toEqual(["family", "removes", "members", "where"]);
    expect(renderFamiliesText(FAMILIES, { ...PLAIN, width: 60 })).toContain("a_write +2");
  });

  it("writes no control character that stood in the data", () => {
    const families = HOSTILE.map(hostileFamily);
    const text = renderFamiliesText({ ...FAMILIES, families }, { ...PLAIN, width: 1000 });
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).toContain("\\x1b]0;title\\x07");
    expect(text).toContain("\\u202e");
  });

  it("colours only when asked to", () => {
    expect(renderFamiliesText(FAMILIES, PLAIN)).not.toContain("\u001b");
    const coloured = renderFamiliesText(FAMILIES, { ...PLAIN, colour: true });
    expect(coloured).toContain("\u001b[36mK-3fa9c1d2\u001b[39m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(renderFamiliesText(FAMILIES, PLAIN));
  });
});
