import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CText, decodeC } from "@kindred/c-source";

/** A template folder of the repository, as the CLI reads it. */
export function readTemplate(name: string): Map<string, CText> {
  const root = join(import.meta.dirname, "..", "..", "..", "lib-templates", name);
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  return new Map(
    paths
      .filter((path) => statSync(join(root, path)).isFile())
      .map((path) => [path, decodeC(readFileSync(join(root, path)))]),
  );
}
