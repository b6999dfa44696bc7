/**
 * Bundles `client/` into `src/html/client-bundle.ts`, so that the page's script and style sheet are plain strings of the
 * package: no file is read when a report is written. Run it after a change there (`npm run embed -w @kindred/report`);
 * a test holds the two together.
 */
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = new URL("../client/", import.meta.url);

/** The script and the style sheet as the page carries them. */
export async function bundleClient() {
  const options = { bundle: true, write: false, minify: true, charset: "ascii", legalComments: "none" };
  const bundle = async (entry) => {
    const { pathname } = new URL(entry, folder);
    const result = await build({ ...options, entryPoints: [pathname], format: "iife", target: "es2022" });
    return result.outputFiles[0].text.trim();
  };
  return { script: await bundle("main.ts"), style: await bundle("report.css") };
}

async function embed() {
  const { script, style } = await bundleClient();
  const lines = [
    "/* Made by scripts/embed-client.mjs from client/: change it there. */",
    "// biome-ignore-all lint/suspicious/noTemplateCurlyInString: minified code.",
    `export const CLIENT_SCRIPT = ${JSON.stringify(script)};`,
    `export const CLIENT_STYLE = ${JSON.stringify(style)};`,
  ];
  writeFileSync(new URL("../src/html/client-bundle.ts", import.meta.url), `${lines.join("\n")}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await embed();
