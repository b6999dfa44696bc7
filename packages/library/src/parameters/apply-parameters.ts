import type { CText } from "@kindred/c-source";
import type { LibraryFiles } from "../files/library-files.ts";
import type { LibraryManifest, LibraryParameter } from "../manifest/manifest.ts";
import type { ParameterValues } from "./parameter-values.ts";

/**
 * The template with its parameters replaced, in paths and texts.
 *
 * A template is C as it stands: it holds the defaults. So nothing marks the places, and what is replaced is defined by
 * words. A prefix is replaced wherever it is not part of a longer word; `_` ends a word, so that `wdt_legacy` is found
 * in `CONFIG_WDT_LEGACY`, `DEFINE_WDT_LEGACY_FOPS` and `wdt_legacy_open`. library.json stays as it is: it describes the
 * template, and its recorded interface is that of the defaults.
 */
export function applyParameters(
  files: LibraryFiles,
  manifest: LibraryManifest,
  values: ParameterValues,
): LibraryFiles {
  // A prefix renames macros too, so definitions come first: they are looked up by the template's own names.
  const ordered = [...manifest.parameters].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
  const replace = (text: CText) =>
    ordered.reduce((result, it) => replaceParameter(result, it, values[it.name]!), text);
  return new Map(
    [...files].map(([path, text]) =>
      path === "library.json" ? [path, text] : [replace(path), replace(text)],
    ),
  );
}

function replaceParameter(text: CText, parameter: LibraryParameter, value: string): CText {
  if (value === parameter.default) return text;
  if (parameter.kind === "define") {
    return text.replace(definitionOf(parameter.macro), (_, head: string) => head + value);
  }
  return replaceWord(
    replaceWord(text, parameter.default, value),
    parameter.default.toUpperCase(),
    value.toUpperCase(),
  );
}

/** The `#define` line of a macro with an integer behind it. The name was checked when the manifest was read. */
export function definitionOf(macro: string): RegExp {
  return new RegExp(`^([ \\t]*#[ \\t]*define[ \\t]+${macro}[ \\t]+)\\w+(?=[ \\t]*$)`, "gm");
}

function replaceWord(text: CText, word: string, value: string): CText {
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${word}(?![A-Za-z0-9])`, "g"), () => value);
}
