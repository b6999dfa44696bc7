import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Family } from "@kindred/clones";
import { type HtmlReport, renderHtml } from "@kindred/report";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  FAMILIES,
  FAMILY,
  HOSTILE,
  hostileFamily,
  LEDGER,
  MEMBER_TEXTS,
  SKIPPED,
  VERDICTS,
} from "./sample-documents.ts";

/* The page in a real browser, where there is one: what its script makes of the embedded data. */

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
if (CHROMIUM === undefined)
  console.warn("html-browser.test.ts: skipped, no Chromium in /usr/bin (apt-get install chromium).");

const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync --window-size=1400,1000 --virtual-time-budget=5000";

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "kindred-html-"));
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** The elements of a page after its script ran. */
function load(report: Partial<HtmlReport>, hash = ""): string {
  const file = join(scratch, "report.html");
  const base = {
    families: FAMILIES,
    memberTexts: new Map(),
    skipped: SKIPPED,
    title: "t",
    command: "c",
    generatedNote: "n",
  };
  writeFileSync(file, renderHtml({ ...base, ...report }));
  const profile = join(scratch, "profile");
  const args = [...FLAGS.split(" "), `--user-data-dir=${profile}`, "--dump-dom", `file://${file}${hash}`];
  const dom = execFileSync(CHROMIUM!, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 1 << 28,
  });
  rmSync(profile, { recursive: true, force: true });
  return dom.replace(/<script[\s\S]*?<\/script>/g, "");
}

function count(dom: string, pattern: RegExp): number {
  return dom.match(pattern)?.length ?? 0;
}

const TEXTS = new Map(
  FAMILY.members.map(({ file, startLine }, index) => [`${file}:${startLine}`, MEMBER_TEXTS[index]!]),
);

describe.skipIf(CHROMIUM === undefined)("the page in Chromium", () => {
  it("lists families and patches, and opens the family that the address names", () => {
    const dom = load({ memberTexts: TEXTS, ledger: LEDGER, verdicts: VERDICTS }, "#K-3fa9c1d2");
    expect(count(dom, /<div class="row( active)?" role="option"/g)).toBe(4);
    expect(count(dom, /<div class="row active" role="option"/g)).toBe(1);
    expect(dom).toContain('<mark class="hole" data-hole="1" data-label="$1">LED_REG</mark>');
    expect(count(dom, /<mark class="other">[abc]_write<\/mark>/g)).toBe(3);
    expect(dom).toContain('href="#patch/0001-leds-share-the-register-write"');
  });

  it("opens the patch that the address names", () => {
    const dom = load({ ledger: LEDGER, verdicts: VERDICTS }, "#patch/0002-by-hand");
    expect(dom).toContain("second line</pre>");
    expect(dom).toContain("line length of 104");
  });

  it("keeps few elements for 10,000 families", () => {
    const families = Array.from({ length: 10_000 }, (_, index): Family => {
      return { ...FAMILY, id: `K-${index.toString(16).padStart(8, "0")}` };
    });
    const dom = load({ families: { ...FAMILIES, families } }, "#K-0000270f");
    expect(dom).toContain('aria-setsize="10000"');
    expect(dom).toContain('id="family-list-9999"');
    expect(dom).not.toContain('id="family-list-5000"');
    expect(count(dom, /<[a-z]/g)).toBeLessThan(1500);
  });

  it("runs nothing and lets nothing become markup that stood in the tree", () => {
    const families = HOSTILE.map(hostileFamily);
    const members = families.flatMap((family) => family.members);
    const memberTexts = new Map(members.map(({ file, startLine }) => [`${file}:${startLine}`, file]));
    const hash = `#${encodeURIComponent(HOSTILE[1])}`;
    const dom = load({ families: { ...FAMILIES, families }, memberTexts }, hash);
    expect(dom).toContain('class="code"');
    expect(dom).toContain("<title>t</title>");
    expect(count(dom, /<(img|iframe|svg)(?! class="bar")/g)).toBe(0);
    const attributes = [...dom.matchAll(/<[a-z][a-z0-9]*((?: [a-z-]+="[^"]*")*)>/g)].flatMap(([, list]) =>
      [...list!.matchAll(/ ([a-z-]+)="/g)].map(([, name]) => name!),
    );
    expect(attributes.length).toBeGreaterThan(100);
    expect(attributes.filter((name) => name.startsWith("on"))).toEqual([]);
  });
});
