import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodemodMeta } from "@kindred/codemod";
import type { FoldPlan } from "@kindred/fold";

/** One folder a fold under `codemods/`: the same kind of module as a codemod written by hand. */
export function writeCodemods(
  folder: string,
  plans: readonly FoldPlan[],
  kernelVersion: string | undefined,
): void {
  mkdirSync(join(folder, "codemods"));
  for (const plan of plans) {
    const id = codemodId(plan);
    const path = join(folder, "codemods", id);
    mkdirSync(path);
    writeFileSync(join(path, "transform.ts"), plan.codemod);
    writeFileSync(join(path, "meta.json"), `${JSON.stringify(metaOf(plan, id, kernelVersion), null, 2)}\n`);
  }
}

/** Helper names are unique in a series only for each file, so the family's id goes with it. */
function codemodId(plan: FoldPlan): string {
  return `${plan.helper.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase()}-${plan.family.id.slice(2)}`;
}

function metaOf(plan: FoldPlan, id: string, kernelVersion: string | undefined): CodemodMeta {
  return {
    id,
    summary: plan.subject,
    confidence: "high",
    safety: "review",
    kernelVersions: kernelVersion ?? "the tree it was made from",
  };
}
