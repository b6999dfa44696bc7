import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { KindredError } from "../errors.ts";

/** Where the two WebAssembly files of the parser are. */
export interface WasmFiles {
  readonly runtime: string;
  readonly grammar: string;
}

const RUNTIME = "web-tree-sitter.wasm";
const GRAMMAR = "tree-sitter-c.wasm";

/**
 * Looks in `directory` alone when it is given; else beside the running module (a bundled program carries the files
 * there) and then where node finds the npm packages.
 *
 * @throws KindredError `E_TOOL` when a file is in none of these places.
 */
export function locateWasm(directory: URL | undefined, moduleUrl: string): WasmFiles {
  const near = createRequire(moduleUrl);
  const find = (name: string, packaged: string): string => {
    const places = directory ? [fileURLToPath(new URL(name, asFolder(directory)))] : [`./${name}`, packaged];
    for (const place of places) {
      try {
        return near.resolve(place);
      } catch {
        // Not there: the next place, or the error below that names all of them.
      }
    }
    throw new KindredError(
      "E_TOOL",
      `The C parser's file \`${name}\` is missing (looked for ${places.join(", ")}).`,
      "Install Kindred again, or run `npm install` in its source folder.",
    );
  };
  return {
    runtime: find(RUNTIME, `web-tree-sitter/${RUNTIME}`),
    grammar: find(GRAMMAR, `tree-sitter-c/${GRAMMAR}`),
  };
}

function asFolder(directory: URL): URL {
  return directory.href.endsWith("/") ? directory : new URL(`${directory.href}/`);
}
