/**
 * Bundles the command from the packages' sources and puts the files it reads at run time beside it, so that
 * `dist/` is the whole program: `npm pack -w kindred` packs it as it stands (npm runs no prepack script here,
 * since .npmrc says `ignore-scripts`). Only `ts-morph` and `jiti` stay packages of their own.
 */

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { CLI_DIST, REPOSITORY } from "./build-inputs.mjs";

const EXTERNAL = ["ts-morph", "jiti"];
/** Bundled third-party packages: their licences ask to be shipped with the code. */
const BUNDLED = ["web-tree-sitter", "tree-sitter-c", "picomatch"];
const ASSETS = join(CLI_DIST, "assets");

const ENTRIES = {
  kindred: "packages/cli/src/main.ts",
  "find-worker": "packages/clones/src/workers/worker.ts",
  "codemod-worker": "packages/codemod/src/worker/codemod-worker.ts",
};

export async function bundle() {
  removeOldScripts();
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, file]) => [name, join(REPOSITORY, file)]),
    ),
    outdir: CLI_DIST,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@kindred/source"],
    external: EXTERNAL,
    chunkNames: "chunk-[hash]",
    // CommonJS packages inside an ES module bundle look for `require`.
    banner: {
      js: 'import { createRequire as kindredCreateRequire } from "node:module"; const require = kindredCreateRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  chmodSync(join(CLI_DIST, "kindred.js"), 0o755);
  copyWasm();
  copyAssets();
  copyLicences();
}

function removeOldScripts() {
  mkdirSync(CLI_DIST, { recursive: true });
  for (const name of readdirSync(CLI_DIST))
    if (name.endsWith(".js") || name.endsWith(".wasm")) rmSync(join(CLI_DIST, name));
  rmSync(ASSETS, { recursive: true, force: true });
}

/** Beside the scripts, where the loaders of both packages look first. */
function copyWasm() {
  const require = createRequire(join(REPOSITORY, "packages/c-source/package.json"));
  const treeSitter = dirname(require.resolve("web-tree-sitter"));
  const grammar = dirname(require.resolve("tree-sitter-c/package.json"));
  cpSync(join(treeSitter, "web-tree-sitter.wasm"), join(CLI_DIST, "web-tree-sitter.wasm"));
  cpSync(join(grammar, "tree-sitter-c.wasm"), join(CLI_DIST, "tree-sitter-c.wasm"));
}

function copyAssets() {
  mkdirSync(ASSETS, { recursive: true });
  for (const folder of ["codemods", "lib-templates", "corpus"])
    copyTree(join(REPOSITORY, folder), join(ASSETS, folder));
  copyTree(join(REPOSITORY, "packages/report/schemas"), join(ASSETS, "schemas"));
}

function copyTree(from, to) {
  if (!existsSync(from)) return;
  const isShipped = (path) =>
    !["test", "fixtures", "node_modules"].includes(basename(path)) && !path.endsWith(".o");
  cpSync(from, to, { recursive: true, filter: isShipped });
}

function copyLicences() {
  const texts = BUNDLED.map((name) => `${name}\n\n${licenceOf(name)}`);
  writeFileSync(join(ASSETS, "THIRD-PARTY-LICENCES.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
  cpSync(join(REPOSITORY, "LICENSE"), join(ASSETS, "LICENSE"));
}

function licenceOf(name) {
  const folder = join(REPOSITORY, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file to ship.`);
  return readFileSync(join(folder, file), "utf8");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle();
