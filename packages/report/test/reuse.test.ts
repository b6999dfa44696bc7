import type { FamiliesDocument, Family } from "@kindred/clones";
import {
  renderExplain,
  renderFamiliesJson,
  renderFamiliesMarkdown,
  renderFamiliesNdjson,
  renderFamiliesSarif,
  renderFamiliesTerse,
  renderFamiliesText,
  renderHtml,
} from "@kindred/report";
import { describe, expect, it } from "vitest";
import { FAMILIES, FAMILY, HOSTILE, MEMBER_TEXTS } from "./sample-documents.ts";

const FOLDED: Family = {
  ...FAMILY,
  strategy: "existing-helper",
  existingHelper: { function: "crc8_populate_lsb", file: "lib/crc8.c", startLine: 48 },
};
const SINGLE = {
  function: "acme_fill_table",
  file: "net/acme.c",
  startLine: 7,
  helper: "crc8_populate_lsb",
  helperFile: "lib/crc8.c",
};
const DOCUMENT: FamiliesDocument = { ...FAMILIES, families: [FOLDED], reimplemented: [SINGLE] };
const SAME = "same as crc8_populate_lsb() in lib/crc8.c";
const PLAIN = { colour: false, width: 160, skipped: [] };
const html = (families: FamiliesDocument) =>
  renderHtml({ families, memberTexts: new Map(), skipped: [], title: "t", command: "c", generatedNote: "n" });

describe("a family that re-implements a helper", () => {
  it("names it wherever the family is shown", () => {
    expect(renderFamiliesText(DOCUMENT, PLAIN)).toContain(`existing-helper: ${SAME}`);
    expect(renderFamiliesTerse(DOCUMENT)).toContain(`existing-helper (${SAME}) would remove 22 lines`);
    expect(renderExplain(FOLDED, MEMBER_TEXTS, PLAIN).replace(/\s+/g, " ")).toContain(
      `It is the ${SAME}, line 48.`,
    );
    expect(renderFamiliesMarkdown(DOCUMENT, { skipped: [] }).replaceAll("\\", "")).toContain(
      `existing-helper: ${SAME} |`,
    );
    const [result] = JSON.parse(renderFamiliesSarif(DOCUMENT, { version: "0.1.0" })).runs[0].results;
    expect(result.message.text).toContain(SAME);
    expect(result.properties.existingHelper).toEqual(FOLDED.existingHelper);
    expect(html(DOCUMENT)).toContain(`"sameAs":"${SAME}"`);
  });

  it("is in the JSON with its helper behind the members", () => {
    const [family] = JSON.parse(renderFamiliesJson(DOCUMENT)).families;
    expect(Object.keys(family).slice(-2)).toEqual(["members", "existingHelper"]);
    expect(Object.keys(family.existingHelper)).toEqual(["function", "file", "startLine"]);
  });
});

describe("a single function that re-implements a helper", () => {
  it("stands in a section of its own", () => {
    expect(renderFamiliesText(DOCUMENT, PLAIN)).toContain(
      `\nin the tree already\nnet/acme.c:7 acme_fill_table  ${SAME}\n`,
    );
    expect(renderFamiliesMarkdown(DOCUMENT, { skipped: [] }).replaceAll("\\", "")).toContain(
      `- acme_fill_table() (net/acme.c:7) is the ${SAME}`,
    );
    expect(html(DOCUMENT)).toContain(
      `<th scope="row">acme_fill_table()</th><td>net/acme.c:7</td><td>${SAME}</td>`,
    );
    expect(JSON.parse(renderFamiliesJson(DOCUMENT)).reimplemented).toEqual([SINGLE]);
    const records = renderFamiliesNdjson(DOCUMENT).trimEnd().split("\n");
    expect(JSON.parse(records.at(-2)!)).toEqual({ record: "reimplemented", ...SINGLE });
  });

  it("is told when there is no family at all", () => {
    const text = renderFamiliesText(
      { ...DOCUMENT, summary: { ...DOCUMENT.summary, families: 0 }, families: [] },
      PLAIN,
    );
    expect(text).toMatch(/^No similar functions found\.\n\nin the tree already\n/);
  });

  it("is one of few that are shown, and the others are counted", () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ ...SINGLE, startLine: i + 1 }));
    const document = { ...DOCUMENT, reimplemented: many };
    expect(renderFamiliesText(document, PLAIN)).toContain("… and 288 more functions");
    expect(renderFamiliesMarkdown(document, { skipped: [] })).toContain("- … and 275 more\n");
    expect(html(document)).toContain("… and 100 more");
  });

  it("is nowhere without one", () => {
    const document = { ...DOCUMENT, reimplemented: [] };
    expect(renderFamiliesText(document, PLAIN)).not.toContain("in the tree already");
    expect(html(document)).not.toContain('id="reuse"');
  });

  it.each(HOSTILE)("cannot break out of a line or a tag: %j", (name) => {
    const reimplemented = [{ ...SINGLE, function: name, helper: name, file: name, helperFile: name }];
    const plain = { ...DOCUMENT, reimplemented: [{ ...SINGLE }] };
    const document = { ...DOCUMENT, reimplemented };
    const lines = (text: string) => text.split("\n").length;
    expect(lines(renderFamiliesText(document, PLAIN))).toBe(lines(renderFamiliesText(plain, PLAIN)));
    expect(lines(renderFamiliesMarkdown(document, { skipped: [] }))).toBe(
      lines(renderFamiliesMarkdown(plain, { skipped: [] })),
    );
    const tags = (text: string) => text.match(/<\/?[a-z]/gi)!.length;
    expect(tags(html(document))).toBe(tags(html(plain)));
  });
});
