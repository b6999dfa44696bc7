import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type AppliedPatch, applySeries } from "../src/git/apply-series.ts";
import { openResultCache } from "../src/prove/result-cache.ts";
import { type Change, scratchFolder, writeFiles, writeSeries } from "./support/scratch-tree.ts";

const FILES = ["a.c", "d/b.h", "d/é.c", "new.c"] as const;
const START: Readonly<Record<string, string>> = {
  "a.c": "one\ntwo\n",
  "d/b.h": "\xe9\r\nno end",
  "d/é.c": "",
};
const text = fc.constantFrom("one\ntwo\n", "one\ntwo\nthree\n", "\xe9\r\nno end", "x\n".repeat(40), null);

/** The changes of a series, each with its file as the one before left it. */
function chain(steps: readonly { file: string; to: string | null }[]): Change[] {
  const state = new Map<string, string | null>(Object.entries(START));
  return steps.flatMap(({ file, to }, at) => {
    const from = state.get(file) ?? null;
    state.set(file, to);
    return from === to ? [] : [{ name: `step ${at}`, file, from, to }];
  });
}

it("gives the same for a whole series and for the same one patch by patch", async () => {
  const step = fc.record({ file: fc.constantFrom(...FILES), to: text });
  const refused = { name: "zz", file: "a.c", from: "nothing of the kind\n", to: "never\n" };
  const plain = ({ patch, before, after, refusal }: AppliedPatch) => ({ patch, before, after, refusal });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const changes = chain(steps);
      fc.pre(changes.length > 0);
      const kernel = scratchFolder();
      writeFiles(kernel, START);
      const series = await writeSeries(changes);
      const cache = openResultCache(scratchFolder());
      const atOnce = await applySeries(series, kernel, cache);
      expect(await applySeries(series, kernel, cache)).toEqual(atOnce);
      // A patch that git refuses sends the series the other way.
      const odd = await writeSeries([refused]);
      const mail = readFileSync(join(odd, "0001-zz.patch"), "latin1");
      writeFiles(series, { "9999-zz.patch": mail });
      const oneByOne = await applySeries(series, kernel);
      expect(oneByOne.pop()!.refusal).toContain("a.c");
      expect(oneByOne.map(plain)).toEqual(atOnce.map(plain));
      for (const [at, { file, from, to }] of changes.entries())
        expect([atOnce[at]!.before.get(file), atOnce[at]!.after.get(file)]).toEqual([from, to]);
    }),
    { numRuns: 12 },
  );
});
