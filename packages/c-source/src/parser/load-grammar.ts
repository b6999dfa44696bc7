import { Language, Parser } from "web-tree-sitter";
import { KindredError } from "../errors.ts";
import { locateWasm } from "./locate-wasm.ts";

let grammar: Promise<Language> | undefined;

/**
 * The C grammar, loaded once for the thread: web-tree-sitter has one WebAssembly memory for all parsers, so a
 * `directory` counts only the first time.
 */
export function loadGrammar(directory: URL | undefined): Promise<Language> {
  grammar ??= load(directory).catch((cause: unknown) => {
    grammar = undefined;
    throw cause;
  });
  return grammar;
}

async function load(directory: URL | undefined): Promise<Language> {
  const files = locateWasm(directory, import.meta.url);
  try {
    await Parser.init({ locateFile: () => files.runtime });
    return await Language.load(files.grammar);
  } catch (cause) {
    const hint = "The file may be damaged: install Kindred again.";
    throw new KindredError("E_TOOL", `The C grammar \`${files.grammar}\` cannot be loaded.`, hint, { cause });
  }
}
