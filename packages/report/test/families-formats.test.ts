import { renderFamiliesMarkdown, renderFamiliesSarif, renderFamiliesTerse } from "@kindred/report";
import { describe, expect, it } from "vitest";
import { FAMILIES, FAMILY, HOSTILE, hostileFamily, SKIPPED } from "./sample-documents.ts";

describe("renderFamiliesTerse", () => {
  it("writes a checkpatch line for each member", () => {
    expect(renderFamiliesTerse(FAMILIES, { pathPrefix: "drivers/" })).toMatchInlineSnapshot(`
      "drivers/leds/leds-a.c:10: WARNING:family-type-2: a_write() is 93% like b_write() (leds/leds-b.c:110) and 1 more; family K-3fa9c1d2, parameterised-function would remove 22 lines
      drivers/leds/leds-b.c:110: WARNING:family-type-2: b_write() is 93% like a_write() (leds/leds-a.c:10) and 1 more; family K-3fa9c1d2, parameterised-function would remove 22 lines
      drivers/leds/leds-c.c:20: WARNING:family-type-2: c_write() is 93% like a_write() (leds/leds-a.c:10) and 1 more; family K-3fa9c1d2, parameterised-function would remove 22 lines
      drivers/net/ethernet/acme/main.c:5: CHECK:family-type-1: a part of acme_open() is 100% like acme_start() (watchdog/acme_wdt.c:7); family K-00000001, shared-function would remove 5 lines
      drivers/watchdog/acme_wdt.c:7: CHECK:family-type-1: a part of acme_start() is 100% like acme_open() (net/ethernet/acme/main.c:5); family K-00000001, shared-function would remove 5 lines
      "
    `);
  });

  it("is silent when clean", () => {
    expect(renderFamiliesTerse({ ...FAMILIES, families: [] })).toBe("");
  });

  it("keeps to one line a member, and never says ERROR, which b4 takes for a failure", () => {
    const text = renderFamiliesTerse({ ...FAMILIES, families: HOSTILE.map(hostileFamily) });
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBe(HOSTILE.length * 3);
    for (const line of lines)
      expect(line).toMatch(/^.+:\d+: (WARNING|CHECK):family-type-[123]: .+; family .+$/);
    expect(text).not.toContain("ERROR:");
  });
});

describe("renderFamiliesSarif", () => {
  const log = JSON.parse(renderFamiliesSarif(FAMILIES, { version: "0.1.0", pathPrefix: "drivers/" }));
  const [run] = log.runs;

  it("has one rule a clone type and one result a family", () => {
    expect(log.version).toBe("2.1.0");
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "family-type-1",
      "family-type-2",
      "family-type-3",
    ]);
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(["warning", "note"]);
  });

  it("points at the first member and relates the others, by lines", () => {
    const [result] = run.results;
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "drivers/leds/leds-a.c" },
      region: { startLine: 10, endLine: 22 },
    });
    expect(result.relatedLocations.map(({ id }: { id: number }) => id)).toEqual([1, 2]);
    expect(result.relatedLocations[1].message.text).toBe("c_write() of the same family");
    expect(result.partialFingerprints).toEqual({ "kindredFamily/v1": FAMILY.id });
    expect(result.baselineState).toBeUndefined();
  });

  it("keeps and marks what a baseline knows", () => {
    const text = renderFamiliesSarif(FAMILIES, { version: "0.1.0", baseline: new Set([FAMILY.id]) });
    const [known, fresh] = JSON.parse(text).runs[0].results;
    expect([known.baselineState, known.suppressions[0].kind]).toEqual(["unchanged", "external"]);
    expect([fresh.baselineState, fresh.suppressions]).toEqual(["new", undefined]);
  });

  it("writes any file name as a valid URI reference", () => {
    const families = [...HOSTILE, "a b#c?d%e.c", "\ud800"].map(hostileFamily);
    const results = JSON.parse(renderFamiliesSarif({ ...FAMILIES, families }, { version: "0.1.0" })).runs[0]
      .results;
    for (const [index, result] of results.entries()) {
      const { uri } = result.locations[0].physicalLocation.artifactLocation;
      const resolved = new URL(uri, "file:///tree/");
      expect(decodeURIComponent(resolved.pathname)).toBe(
        `/tree/${families[index]!.members[0]!.file.replace("\ud800", "\ufffd")}`,
      );
    }
  });
});

describe("renderFamiliesMarkdown", () => {
  it("writes a table and the coverage", () => {
    expect(renderFamiliesMarkdown(FAMILIES, { top: 1, skipped: SKIPPED })).toMatchInlineSnapshot(`
      "**2 families** of similar functions, **27 lines** removable.

      | family | removes | type | members | lines | alike | where | fold |
      |---|---:|---|---:|---:|---:|---|---|
      | K-3fa9c1d2 | 22 | type-2 | 3 | 39 | 93% | leds/leds-a.c:10 a\\_write +2 | parameterised-function |

      … and 1 more family.

      1,204 files, 31,877 functions, 812,000 lines, 8.1% similar; 3 skipped: 2 parse-error, 1 net-not-positive (--list-skipped)
      "
    `);
  });

  it("lets nothing out of its cell", () => {
    const families = [...HOSTILE, "a|b\n| c", "@torvalds [x](javascript:1)"].map(hostileFamily);
    const text = renderFamiliesMarkdown({ ...FAMILIES, families }, { skipped: [] });
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    expect(rows.length).toBe(families.length + 1);
    for (const row of rows) expect(row.replace(/\\./g, "").split("|").length).toBe(10);
    expect(text).not.toMatch(/[<>@]/);
    expect(text).not.toContain("[x](");
  });
});
