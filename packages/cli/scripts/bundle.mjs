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
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { CLI_DIST, MINI_OBJECTS, REPOSITORY } from "./build-inputs.mjs";

const EXTERNAL = ["ts-morph", "jiti"];
/** Bundled third-party packages: their licences ask to be shipped with the code. */
const BUNDLED = ["web-tree-sitter", "tree-sitter-c", "picomatch"];
const ASSETS = join(CLI_DIST, "assets");

const ENTRIES = {
  kindred: "packages/cli/src/main.ts",
  "find-worker": "packages/clones/src/workers/worker.ts",
  "fold-worker": "packages/cli/src/fold/fold-worker.ts",
  "codemod-worker": "packages/codemod/src/worker/codemod-worker.ts",
};

/** A command that runs meanwhile keeps its files: the old ones go last. */
export async function bundle() {
  const { metafile } = await build({
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
    metafile: true,
  });
  chmodSync(join(CLI_DIST, "kindred.js"), 0o755);
  copyWasm();
  replaceAssets();
  removeOldScripts(new Set(Object.keys(metafile.outputs).map((path) => basename(path))));
}

function removeOldScripts(current) {
  for (const name of readdirSync(CLI_DIST))
    if (name.endsWith(".js") && !current.has(name)) rmSync(join(CLI_DIST, name));
}

/** Beside the scripts, where the loaders of both packages look first. */
function copyWasm() {
  const require = createRequire(join(REPOSITORY, "packages/c-source/package.json"));
  const treeSitter = dirname(require.resolve("web-tree-sitter"));
  const grammar = dirname(require.resolve("tree-sitter-c/package.json"));
  cpSync(join(treeSitter, "web-tree-sitter.wasm"), join(CLI_DIST, "web-tree-sitter.wasm"));
  cpSync(join(grammar, "tree-sitter-c.wasm"), join(CLI_DIST, "tree-sitter-c.wasm"));
}

function replaceAssets() {
  const next = `${ASSETS}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  for (const folder of ["codemods", "lib-templates", "corpus"])
    copyTree(join(REPOSITORY, folder), join(next, folder));
  copyTree(join(REPOSITORY, "packages/report/schemas"), join(next, "schemas"));
  copyTree(join(REPOSITORY, "packages/proof/assets/run"), join(next, "run"));
  copyLicences(next);
  rmSync(ASSETS, { recursive: true, force: true });
  renameSync(next, ASSETS);
}

function copyTree(from, to) {
  if (!existsSync(from)) return;
  const isShipped = (path) =>
    !["test", "fixtures", "node_modules"].includes(basename(path)) && path !== MINI_OBJECTS;
  cpSync(from, to, { recursive: true, filter: isShipped });
}

function copyLicences(folder) {
  const texts = BUNDLED.map((name) => `${name}\n\n${licenceOf(name)}`);
  writeFileSync(join(folder, "THIRD-PARTY-LICENCES.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
  cpSync(join(REPOSITORY, "LICENSE"), join(folder, "LICENSE"));
}

function licenceOf(name) {
  const folder = join(REPOSITORY, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file to ship.`);
  return readFileSync(join(folder, file), "utf8");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle();
