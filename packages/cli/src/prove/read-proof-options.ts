import { join } from "node:path";
import { DEFAULT_INCLUDERS, type ProveRequest } from "@kindred/proof";
import { hasFlag, readNumber, readText } from "../arguments/read-options.ts";
import { cacheFolder } from "../corpus/cache-folder.ts";
import { readWorkers, resolveOption } from "../find/collect-sources.ts";
import { tellWhenInterrupted } from "../output/unfinished-files.ts";
import type { VerbContext } from "../verb.ts";
import { createProofProgress } from "./proof-progress.ts";

/** How a series is proved, from a command line; the kernel is the caller's to know. @throws KindredError E_USAGE */
export function readProofOptions(
  { args, cwd, terminal }: VerbContext,
  kernel: string,
): Omit<ProveRequest, "seriesDirectory" | "facts"> {
  const build = resolveOption(args, "build", cwd);
  return {
    kernel,
    ...(build === undefined ? {} : { build }),
    cc: readText(args, "cc") === "clang" ? "clang" : "gcc",
    configure: hasFlag(args, "configure"),
    cacheDirectory: resolveOption(args, "cache-dir", cwd) ?? join(cacheFolder(), "prove"),
    workers: readWorkers(args),
    timeLimitSeconds: readNumber(args, "time-limit", { min: 1, max: 86_400 }) ?? 120,
    includers: readNumber(args, "includers", { min: 0, max: 100_000 }) ?? DEFAULT_INCLUDERS,
    onProgress: createProofProgress(terminal, "prove"),
    onNote: (sentence) => terminal.note(`prove: ${sentence}`),
    onPatches: (proved, total) =>
      tellWhenInterrupted(`${proved} of ${total} patches are proved: the same command goes on from there.`),
  };
}
