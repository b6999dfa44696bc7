import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type FindOptions, type FindRequest, type FindResult, findFamilies } from "../../src/index.ts";

export const DEFAULTS: FindOptions = {
  minTokens: 50,
  similarity: 0.7,
  includeBoilerplate: false,
  workers: 1,
};

/** Writes sources into a folder of their own, hands on the request for them, and removes the folder. */
export async function withTree<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (request: FindRequest) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "kindred-clones-"));
  try {
    const sources = Object.entries(files).map(([name, content]) => {
      const path = join(root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return { path, name, size: statSync(path).size };
    });
    return await use({ root, sources, options: DEFAULTS });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The families of the given sources. */
export function findIn(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<FindOptions> = {},
): Promise<FindResult> {
  return withTree(files, (request) => findFamilies({ ...request, options: { ...DEFAULTS, ...options } }));
}
