/*
 * Which script a worker runs when the caller names none. An installed package has its built worker. A source checkout
 * (tests) has it too if it was built since the last change; else the TypeScript is run through jiti, which is slower
 * to start by about a second.
 */
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const IS_SOURCE = import.meta.url.endsWith(".ts");
/** This package, and the one whose code runs in the worker as well. */
const PACKAGES = ["../../", "../../../c-source/"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export interface WorkerScript {
  readonly path: string;
  /** Options for node beside those of the permission model. */
  readonly options: readonly string[];
}

export function ownWorker(): WorkerScript {
  const scriptAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  if (!IS_SOURCE) return { path: scriptAt("../worker/codemod-worker.js"), options: [] };
  if (PACKAGES.every(isBuilt)) return { path: scriptAt("../../dist/worker/codemod-worker.js"), options: [] };
  return { path: scriptAt("../worker/source-bootstrap.mjs"), options: ["--conditions=@kindred/source"] };
}

function isBuilt(folder: string): boolean {
  const built = statSync(`${folder}dist/.tsbuildinfo`, { throwIfNoEntry: false });
  return built !== undefined && newestChange(`${folder}src`) < built.mtimeMs;
}

function newestChange(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(...files.map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs));
}
