import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the codemods, library templates and corpus manifests are: beside the bundle, or the repository in a run from source. */
function shippedFolder(): string {
  const bundled = fileURLToPath(new URL("./assets/", import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL("../../../", import.meta.url));
}

export function shippedPath(...parts: readonly string[]): string {
  return join(shippedFolder(), ...parts);
}

/** The JSON schema of a published document. */
export function shippedSchema(name: string): string {
  const bundled = shippedPath("schemas", `${name}.schema.json`);
  return existsSync(bundled) ? bundled : shippedPath("packages/report/schemas", `${name}.schema.json`);
}

/** Names of the folders in a shipped folder that hold `file`. */
export function listShipped(folder: string, file: string): readonly string[] {
  const path = shippedPath(folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => existsSync(join(path, name, file)))
    .sort();
}

/** A script of the bundle that runs in worker threads; undefined in a run from source, where each package knows its own. */
export function bundledScript(name: string): URL | undefined {
  const url = new URL(`./${name}`, import.meta.url);
  return existsSync(url) ? url : undefined;
}
