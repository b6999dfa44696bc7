import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Beside the bundle that ships, or in this package in a run from source or from its own build. */
const FOLDERS = ["./assets/run/", "../../assets/run/"];

/** A file that goes into a guest or configures its kernel: `assets/run/<name>`. */
export function readAsset(name: string): Buffer {
  const paths = FOLDERS.map((folder) => fileURLToPath(new URL(`${folder}${name}`, import.meta.url)));
  return readFileSync(paths.find((path) => existsSync(path)) ?? paths[0]!);
}
