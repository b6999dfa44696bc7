import type { CodemodMeta, RunResult } from "@kindred/codemod";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codemodBody, codemodSubject, codemodTitle } from "../src/apply/codemod-mail.ts";
import { adviceOn, renderRunSummary } from "../src/apply/render-run-summary.ts";

const META: CodemodMeta = {
  id: "x",
  summary: "Use devm_platform_ioremap_resource() for platform_get_resource() and devm_ioremap_resource()",
  confidence: "high",
  safety: "safe",
  kernelVersions: "any",
};
const FILE = "drivers/leds/leds-a.c";

describe("the mail of a codemod's patch", () => {
  it("has a short subject, told or cut between words", () => {
    expect(codemodSubject(FILE, { ...META, subject: "use two" })).toBe("leds: a: use two");
    expect(codemodSubject(FILE, META)).toBe(
      "leds: a: use devm_platform_ioremap_resource() for platform_get_resource()",
    );
    expect(codemodTitle(META)).toBe("Use devm_platform_ioremap_resource() for platform_get_resource()");
  });

  it("never has more than 75 characters where words allow it", () => {
    const words = fc.array(fc.constantFrom("for", "the", "use()", "that,", "platform_get_irq()"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, (list) => {
        const subject = codemodSubject(FILE, { ...META, summary: list.join(" ") });
        expect(subject.length).toBeLessThanOrEqual(75);
      }),
    );
  });

  it("explains why, in lines of a commit message", () => {
    const body = codemodBody({ ...META, description: `${"Because it is so. ".repeat(9)}` });
    expect(body).toMatch(/^Because it is so\./);
    expect(body).toMatch(/\n\nMade with the Kindred codemod x\.$/);
    for (const line of body.split("\n")) expect(line.length).toBeLessThanOrEqual(72);
    expect(codemodBody(META)).toMatch(/^Use devm_platform_ioremap_resource\(\) for/);
  });
});

describe("the summary of a run", () => {
  const result: RunResult = { changes: [], unmodified: 1238, filtered: 19425, skipped: [] };

  it("accounts for every file", () => {
    expect(renderRunSummary(result, 0, false)).toBe(
      "0 files to change; 1,238 parsed without a match, 19,425 without the codemod's keywords, 0 skipped",
    );
    expect(renderRunSummary({ ...result, changes: [{ file: FILE, edits: [] }] }, 2, true)).toMatch(
      /^1 file changed; .*, 2 skipped \(--list-skipped\)$/,
    );
  });

  it("gives advice on the files it is about", () => {
    const meta = { ...META, advice: "ask", adviceFor: ["drivers/net"] };
    expect(adviceOn(meta, [])).toBeUndefined();
    expect(adviceOn(meta, [FILE, "drivers/network.c"])).toBeUndefined();
    expect(adviceOn(meta, [FILE, "drivers/net/a.c"])).toBe("ask");
    expect(adviceOn({ ...META, advice: "ask" }, [FILE])).toBe("ask");
    expect(adviceOn({ ...META, advice: "ask" }, [])).toBeUndefined();
  });
});
