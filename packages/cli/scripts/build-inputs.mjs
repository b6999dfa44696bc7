/** Tells whether the installed packages and the built files still belong to what is in the repository. */
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
export const CLI_DIST = join(REPOSITORY, "packages/cli/dist");

const NEVER_AN_INPUT = new Set(["node_modules", "dist", "test", ".git", ".kindred"]);
/** Where `make` puts the objects of the driver tree. */
export const MINI_OBJECTS = join(REPOSITORY, "corpus/mini/build");

/** The names, sizes and times of everything a build reads, as one digest: an added, changed or deleted file changes it. */
export function digestOfInputs() {
  const hash = createHash("sha256");
  for (const top of ["packages", "codemods", "lib-templates", "corpus"])
    addFolder(hash, join(REPOSITORY, top));
  for (const file of ["package-lock.json", "tsconfig.json", "tsconfig.base.json", "LICENSE"])
    addFile(hash, join(REPOSITORY, file));
  return hash.digest("hex");
}

function addFolder(hash, folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (NEVER_AN_INPUT.has(name) || path === MINI_OBJECTS) continue;
    const status = lstatSync(path);
    if (status.isDirectory()) addFolder(hash, path);
    else if (status.isFile()) addFile(hash, path);
  }
}

function addFile(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}\0${size}\0${mtimeMs}\n`);
}

/** True when `node_modules` was installed from today's package-lock.json, by us or by hand. */
export function isInstallCurrent() {
  const lock = join(REPOSITORY, "package-lock.json");
  const installed = join(REPOSITORY, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  return (
    readStamp(installStamp()) === digestOfFile(lock) || statSync(installed).mtimeMs >= statSync(lock).mtimeMs
  );
}

export function markInstalled() {
  writeStamp(installStamp(), digestOfFile(join(REPOSITORY, "package-lock.json")));
}

export function readStamp(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

export function writeStamp(path, digest) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digest);
}

function installStamp() {
  return join(REPOSITORY, "node_modules/.kindred-install-stamp");
}

function digestOfFile(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
