import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodemodMeta } from "@kindred/codemod";
import type { FoldPlan } from "@kindred/fold";

/** One folder a fold under `codemods/`, named as its meta.json says: the same kind of module as one written by hand. */
export function writeCodemods(folder: string, plans: readonly FoldPlan[]): void {
  mkdirSync(join(folder, "codemods"));
  const taken = new Set<string>();
  for (const plan of plans) {
    const meta = JSON.parse(plan.codemodMeta) as CodemodMeta;
    const id = freeId(meta.id, taken);
    const path = join(folder, "codemods", id);
    mkdirSync(path);
    writeFileSync(join(path, "transform.ts"), plan.codemod);
    writeFileSync(join(path, "meta.json"), `${JSON.stringify({ ...meta, id }, null, 2)}\n`);
  }
}

/** A family that is folded in two parts has two codemods. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let part = 2; taken.has(id); part++) id = `${wanted}-${part}`;
  taken.add(id);
  return id;
}
