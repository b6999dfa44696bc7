import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { isFile, readCodemodMeta, subfolders } from "./codemod-meta.ts";

/**
 * The `transform.ts` that a request names: a codemod's folder, or a `.ts` file. A `meta.json` beside it is checked.
 *
 * @throws KindredError E_USAGE when there is no such codemod (the message lists those beside it), E_CODEMOD when its
 * meta.json is wrong.
 */
export function locateTransform(codemod: string): string {
  const stat = statSync(codemod, { throwIfNoEntry: false });
  if (stat?.isFile() && codemod.endsWith(".ts")) return realpathSync(codemod);
  const transform = join(codemod, "transform.ts");
  if (!stat?.isDirectory() || !isFile(transform)) throw unknownCodemod(codemod);
  readCodemodMeta(codemod);
  return realpathSync(transform);
}

function unknownCodemod(codemod: string): KindredError {
  const id = basename(codemod);
  const folder = dirname(resolve(codemod));
  const known = subfolders(folder).filter((name) => isFile(join(folder, name, "transform.ts")));
  const nearest = nearestName(id, known);
  return new KindredError(
    "E_USAGE",
    `There is no codemod \`${id}\` (no ${join(codemod, "transform.ts")}).${nearest ? ` Did you mean \`${nearest}\`?` : ""}`,
    known.length === 0
      ? "Name a folder with a transform.ts, or a .ts file."
      : `Known codemods: ${known.join(", ")}. Or name a folder with a transform.ts, or a .ts file.`,
  );
}

/** The candidate that takes the fewest edits to become `name`, if those are no more than a third of its length. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      distance:
        name.length >= 3 && (candidate.startsWith(name) || candidate.includes(name))
          ? 0
          : editDistance(name, candidate),
    }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
