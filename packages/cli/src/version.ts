import { readFileSync } from "node:fs";

/** The package.json lies one folder above both `src/` and `dist/`. */
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

export const KINDRED_VERSION = manifest.version;
