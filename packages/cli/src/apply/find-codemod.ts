import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { type CodemodMeta, readCodemodMeta } from "@kindred/codemod";
import { findNearestName } from "../arguments/nearest-name.ts";
import { listShipped, shippedPath } from "../shipped-files.ts";

/** A codemod by its path (a folder with `transform.ts`, or a `.ts` file) or by the id of a shipped one. @throws KindredError E_USAGE */
export function findCodemod(given: string, cwd: string): string {
  const shipped = listShipped("codemods", "transform.ts");
  if (shipped.includes(given)) return shippedPath("codemods", given);
  const path = resolve(cwd, given);
  if (existsSync(join(path, "transform.ts")) || (given.endsWith(".ts") && existsSync(path))) return path;
  if (existsSync(path))
    throw new KindredError(
      "E_USAGE",
      `\`${given}\` holds no codemod.`,
      "name a folder with a `transform.ts`, or a `.ts` file",
    );
  const nearest = findNearestName(given, shipped);
  throw new KindredError(
    "E_USAGE",
    `There is no codemod \`${given}\`.`,
    nearest
      ? `did you mean \`${nearest}\`?`
      : `shipped are ${shipped.join(", ")}; others are named by their path`,
  );
}

/** What is told of a codemod; a lone `.ts` file has nothing to tell, so its patches ask for a review. */
export function describeCodemod(path: string): CodemodMeta {
  if (!path.endsWith(".ts")) return readCodemodMeta(path);
  const id = basename(path, ".ts");
  return {
    id,
    summary: `Apply the codemod ${id}`,
    confidence: "low",
    safety: "review",
    kernelVersions: "any",
  };
}
