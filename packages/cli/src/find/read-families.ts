import { KindredError, type Skipped } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import { readText } from "../arguments/read-options.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import type { VerbContext } from "../verb.ts";
import { resolveOption } from "./collect-sources.ts";
import { loadFamilies } from "./load-families.ts";
import { requireStandingMembers } from "./require-standing-members.ts";
import { runFind } from "./run-find.ts";

export interface FamilySource {
  readonly document: FamiliesDocument;
  readonly skipped: readonly Skipped[];
  readonly isIncomplete: boolean;
}

/** Families from `--families FILE`, or found in paths. @throws KindredError E_USAGE when neither is named, or both */
export async function readFamilies(context: VerbContext, paths: readonly string[]): Promise<FamilySource> {
  const file = resolveOption(context.args, "families", context.cwd);
  if (file !== undefined && paths.length > 0)
    throw new KindredError("E_USAGE", "Both paths and --families are given.", "give one of them");
  if (file !== undefined) {
    const kernel = readText(context.args, "kernel");
    if (kernel !== undefined) requireKernel(kernel, context.cwd);
    return readFile(file);
  }
  if (paths.length === 0)
    throw new KindredError(
      "E_USAGE",
      "Neither a path nor a families file is given.",
      "name a folder, or give --families FILE",
    );
  return runFind(context, paths);
}

function readFile(path: string): FamilySource {
  const document = loadFamilies(path);
  requireStandingMembers(path, document);
  return { document, skipped: [], isIncomplete: false };
}
