/*
 * Starts the process that a codemod runs in. Node's permission model keeps it from writing files, from reading any
 * but the listed ones, and from starting processes, threads and native code; the environment is empty. What it may
 * read: the worker script with what stands beside it, the npm packages that the worker loads, the codemod's folder
 * (of a lone file: only the file).
 */
import { type ChildProcess, fork } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ownWorker } from "./own-worker.ts";

const PACKAGES = ["jiti", "web-tree-sitter", "tree-sitter-c", "@kindred/c-source"];
const MEMORY_MB = 1024;

/** Starts a worker for a codemod. `entry` is the CLI's bundled worker; without it the package's own is used. */
export function startWorker(transform: string, entry: URL | undefined): ChildProcess {
  const { path: script, options } = entry ? { path: fileURLToPath(entry), options: [] } : ownWorker();
  const flag = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  return fork(script, [], {
    execArgv: [
      flag,
      ...readablePaths(script, transform).map((path) => `--allow-fs-read=${path}`),
      "--no-warnings",
      `--max-old-space-size=${MEMORY_MB}`,
      ...options,
    ],
    cwd: dirname(script),
    env: {},
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

function readablePaths(script: string, transform: string): string[] {
  const folders = [packageRoot(script), ...packageFolders(script), ...codemodFolder(transform)];
  return [...new Set(folders)].map((folder) => `${folder}${sep}*`).concat(transform);
}

/** A codemod's folder is its own when it has a meta.json; a lone file's folder may be anybody's home. */
function codemodFolder(transform: string): string[] {
  const folder = dirname(transform);
  return existsSync(join(folder, "meta.json")) ? [folder] : [];
}

/** The folder of the script's own package: where its modules are. */
function packageRoot(script: string): string {
  for (let folder = dirname(script); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  return dirname(script);
}

/** Folders of the packages that the worker loads, as they are named and as they are stored (npm links workspaces). */
function packageFolders(script: string): string[] {
  const places = createRequire(script).resolve.paths("jiti") ?? [];
  return PACKAGES.flatMap((name) => {
    const folder = places.map((place) => join(place, name)).find((path) => existsSync(path));
    return folder ? [folder, realpathSync(folder)] : [];
  });
}
