import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clang } from "../compile/clang-options.ts";
import { inlineHinted, offerFunctions } from "../ir/offer-functions.ts";
import { describeFailure, runTool } from "../tools/run-tool.ts";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import { optimisedRung, PASSES_LINKED, UNOPTIMISED } from "./ir-rung.ts";
import type { Rung } from "./rung.ts";

/**
 * A helper that is defined in another source: its IR comes from that source's own compile and is linked in, on the side
 * or sides that have it, before anything is inlined or optimised.
 */
export function irLinkedRung(clang: Clang, first: Rung, timeLimitSeconds: number): Rung | undefined {
  const { link } = clang;
  const job = { ...first.job, emit: UNOPTIMISED };
  const optimiser = { passes: PASSES_LINKED, timeLimitSeconds };
  const rung = optimisedRung(clang, { ...first, job }, "llvm-ir-graph-linked", optimiser);
  if (link === undefined || rung === undefined) return undefined;
  return {
    ...rung,
    link: (unit, offers, names) =>
      withScratchFolder("link", async (folder) => {
        const [own, ...others] = [unit, ...offers].map((ir) => inlineHinted(ir.toString("latin1")));
        const texts = [own!, ...others.map((ir) => offerFunctions(ir, names))];
        const files = texts.map((ir, at) => ({ ir, path: join(folder, `${at}.ll`) }));
        for (const { path, ir } of files) await writeFile(path, ir, "latin1");
        const argv = [link, "-S", "--only-needed", ...files.map(({ path }) => path)];
        const result = await runTool(argv, { encoding: "latin1", timeLimitSeconds });
        const isDone = result.outcome === "exited";
        if (isDone && result.code === 0)
          return { output: Buffer.from(result.stdout, "latin1"), failure: undefined };
        const kind = isDone ? "rejected" : "unavailable";
        return { output: undefined, failure: { kind, reason: describeFailure(argv, result) } };
      }),
  };
}
