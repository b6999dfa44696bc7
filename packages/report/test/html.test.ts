import { createHash } from "node:crypto";
import { type HtmlReport, renderHtml } from "@kindred/report";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundleClient } from "../scripts/embed-client.mjs";
import { CLIENT_SCRIPT, CLIENT_STYLE } from "../src/html/client-bundle.ts";
import { embedJson, escapeHtml } from "../src/html/escape-html.ts";
import type { ReportPayload } from "../src/html/payload.ts";
import {
  FAMILIES,
  FAMILY,
  HOSTILE,
  hostileFamily,
  LEDGER,
  MEMBER_TEXTS,
  MUTANTS,
  SKIPPED,
  VERDICTS,
} from "./sample-documents.ts";

const TEXTS = new Map(
  FAMILY.members.map(({ file, startLine }, index) => [`${file}:${startLine}`, MEMBER_TEXTS[index]!]),
);

const REPORT: HtmlReport = {
  families: FAMILIES,
  memberTexts: TEXTS,
  ledger: LEDGER,
  verdicts: VERDICTS,
  skipped: SKIPPED,
  title: "Similar code in drivers/",
  command: "kindred find drivers --format html=report.html",
  generatedNote: "kindred 0.1.0",
};

function payloadOf(html: string): ReportPayload {
  return JSON.parse(/<script type="application\/json" id="payload">(.*?)<\/script>/s.exec(html)![1]!);
}

function hostileReport(text: string): HtmlReport {
  const family = hostileFamily(text);
  return {
    families: {
      ...FAMILIES,
      summary: { ...FAMILIES.summary, byClass: [{ class: text, lines: 1, similarLines: 1, families: 1 }] },
      families: [family],
    },
    memberTexts: new Map(family.members.map(({ file, startLine }) => [`${file}:${startLine}`, text])),
    ledger: {
      ...LEDGER,
      patches: LEDGER.patches.map((patch) => ({ ...patch, patch: text, helper: text, files: [text] })),
    },
    verdicts: {
      ...VERDICTS,
      patches: VERDICTS.patches.map((patch) => ({ ...patch, patch: text, notes: [text] })),
    },
    skipped: [{ subject: text, reason: text, detail: text }],
    title: text,
    command: text,
    generatedNote: text,
  };
}

/** Names of the tags in a page, the content of scripts and styles left out as a browser does. */
function tagsOf(html: string): string[] {
  const bare = html.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "<$1></$1>");
  return [...bare.matchAll(/<([a-z!][a-z0-9]*)/gi)].map(([, name]) => name!.toLowerCase());
}

describe("renderHtml", () => {
  it("is one file that loads nothing", () => {
    const html = renderHtml(REPORT);
    expect(html).not.toMatch(/\b(src|srcset|href|action|data)\s*=\s*["']?(https?:|\/\/|file:)/i);
    expect(html).not.toMatch(/@import|url\(|fetch\(|XMLHttpRequest|WebSocket|import\(/);
    expect(html).toContain("default-src 'none'");
  });

  it("allows its own script and style by their hashes, nothing else", () => {
    const html = renderHtml(REPORT);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)![1]!;
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)![1]!;
    for (const [directive, text] of [
      ["script-src", script],
      ["style-src", style],
    ]) {
      expect(policy).toContain(
        `${directive} 'sha256-${createHash("sha256").update(text!).digest("base64")}';`,
      );
    }
    expect(policy).not.toContain("unsafe");
  });

  it("gives the same bytes for the same input, with no machine path in them", () => {
    const html = renderHtml({ ...REPORT, families: { ...FAMILIES, root: "/home/someone/linux/drivers" } });
    expect(html).toBe(renderHtml(REPORT));
    expect(html).not.toContain("/home/");
  });

  it("lets no text become markup", () => {
    const plain = tagsOf(renderHtml(hostileReport("x")));
    for (const text of HOSTILE) {
      const html = renderHtml(hostileReport(text));
      expect(tagsOf(html)).toEqual(plain);
      expect(html).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(html).not.toMatch(/<(script|img|svg\/)[^>]*document\.title/);
    }
  });

  it("carries families, their views, patches and verdicts to its script", () => {
    const { families, patches } = payloadOf(renderHtml(REPORT));
    expect(families.map(({ id }) => id)).toEqual(["K-3fa9c1d2", "K-00000001"]);
    expect(families[0]!.view!.columns.map(({ member }) => member)).toEqual([0, 1, 2]);
    expect(families[0]!.view!.columns[1]!.lines).toEqual(MEMBER_TEXTS[1]!.split("\n"));
    expect(families[0]!.view!.rows).toBeUndefined();
    expect(families[1]!.view).toBeUndefined();
    expect(patches.map(({ patch, family, level }) => [patch, family, level])).toEqual([
      ["0001-leds-share-the-register-write", "K-3fa9c1d2", "equivalent"],
      ["0002-by-hand", "", "fails"],
    ]);
    expect(patches[0]!.files.map(({ file }) => file)).toContain("drivers/leds/leds.h");
  });

  it("shows figures with thousands separators, and no patch section without patches", () => {
    const html = renderHtml(REPORT);
    for (const figure of ["812,000", "66,000 lines", "8.1%", "1,020", "1 equivalent", "1 fails"])
      expect(html).toContain(figure);
    const { ledger: _ledger, verdicts: _verdicts, ...found } = REPORT;
    expect(renderHtml(found)).not.toContain('id="patches"');
  });

  it("spends the text budget in payoff order and tells what is left out", () => {
    const families = { ...FAMILIES, families: [FAMILY, { ...FAMILY, id: "K-00000002" }] };
    const size = MEMBER_TEXTS.join("").length;
    const html = renderHtml({ ...REPORT, families, textBudget: size });
    expect(payloadOf(html).families.map(({ view }) => view !== undefined)).toEqual([true, false]);
    expect(html).toContain("Source text is embedded for 1 of 2 families, best payoff first.");
    expect(renderHtml({ ...REPORT, families, textBudget: 2 * size })).not.toContain(
      "Source text is embedded",
    );
  });

  it("stays small on a family of very many members and on very long ones", () => {
    const members = Array.from({ length: 1000 }, (_, index) => ({
      ...FAMILY.members[0]!,
      startLine: index + 1,
    }));
    const memberTexts = new Map(
      members.map(({ file, startLine }) => [`${file}:${startLine}`, MEMBER_TEXTS[0]!]),
    );
    memberTexts.set(`${members[0]!.file}:1`, "x".repeat(1_000_000));
    const family = { ...FAMILY, members, holes: [] };
    const { families } = payloadOf(
      renderHtml({ ...REPORT, families: { ...FAMILIES, families: [family] }, memberTexts }),
    );
    expect(families[0]!.view!.columns.map(({ member }) => member)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("embedJson and escapeHtml", () => {
  it("give any data back and never end a script", () => {
    const data = fc.oneof(fc.jsonValue(), fc.constantFrom(...HOSTILE));
    fc.assert(
      fc.property(data, (value) => {
        const text = embedJson(value);
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("leave no character with a meaning", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});

describe("the page's script and style", () => {
  it("are what client/ bundles to (npm run embed -w @kindred/report)", async () => {
    expect(await bundleClient()).toEqual({ script: CLIENT_SCRIPT, style: CLIENT_STYLE });
  });

  it("can stand in the page", () => {
    expect(CLIENT_SCRIPT).not.toMatch(/<\/script|<!--/i);
    expect(CLIENT_STYLE).not.toMatch(/<\/style/i);
  });
});

it("says with a patch what became of its mutants", () => {
  const [first, ...others] = VERDICTS.patches;
  const patches = [{ ...first!, mutants: MUTANTS }, ...others];
  const payload = payloadOf(renderHtml({ ...REPORT, verdicts: { ...VERDICTS, patches } }));
  expect(payload.patches[0]!.notes.slice(-3)).toEqual([
    "Of 7 mistakes put into the helper on purpose the comparison found 5; 1 gives the same object byte by byte; 1 went unseen.",
    "drivers/leds/leds-b.c:12: comparison `>` to `>=`: harmless (llvm-ir-graph)",
    "drivers/leds/leds-b.c:15: constant `4` to `(4 + 1)`: not told apart (llvm-ir-graph)",
  ]);
});
