import { type CText, KindredError } from "@kindred/c-source";
import { filesOf, type LibraryFiles } from "../files/library-files.ts";

/** One `obj-$(CONFIG_OPTION) += name.o` of the template's Kbuild. */
export interface BuildLine {
  readonly option: string;
  /** Without `.o`. */
  readonly object: string;
  /** The line as it stands, and the comment lines right above it. */
  readonly text: CText;
}

/** One `config OPTION` of the template's Kconfig, up to the next one, without blank lines at its end. */
export interface ConfigEntry {
  readonly option: string;
  readonly text: CText;
}

export const BUILD_LINE = /^obj-\$\(CONFIG_([A-Z0-9_]+)\)\s*\+=\s*([\w-]+)\.o\s*$/;
const CONFIG_LINE = /^(?:menu)?config ([A-Z0-9_]+)\s*$/;

/** The Kbuild's object lines. Anything else in it (conditions, flags) has no place in a tree's Makefile and is told. */
export function readBuildLines(files: LibraryFiles): { lines: BuildLine[]; strange: number[] } {
  const lines: BuildLine[] = [];
  const strange: number[] = [];
  let comment: string[] = [];
  getText(files, "Kbuild")
    .split("\n")
    .forEach((text, index) => {
      const match = BUILD_LINE.exec(text);
      if (match) lines.push({ option: match[1]!, object: match[2]!, text: [...comment, text].join("\n") });
      else if (text !== "" && !text.startsWith("#")) strange.push(index + 1);
      comment = isRemark(text) ? [...comment, text] : [];
    });
  return { lines, strange };
}

const isRemark = (text: string) => text.startsWith("#") && !text.includes("SPDX-License-Identifier");

/** The Kconfig's entries, in order. */
export function readConfigEntries(files: LibraryFiles): ConfigEntry[] {
  const entries: { option: string; lines: string[] }[] = [];
  for (const line of getText(files, "Kconfig").split("\n")) {
    const option = CONFIG_LINE.exec(line)?.[1];
    if (option) entries.push({ option, lines: [] });
    entries.at(-1)?.lines.push(line);
  }
  return entries.map(({ option, lines }) => ({ option, text: lines.join("\n").trimEnd() }));
}

function getText(files: LibraryFiles, path: string): CText {
  const text = files.get(path);
  if (text === undefined) throw new KindredError("E_INTERNAL", `The checked library has no ${path}.`);
  return text;
}

/** Object name to the path of its source in the template. */
export function sourcesByObject(files: LibraryFiles): Map<string, string> {
  return new Map(
    filesOf(files, "source", "test")
      .filter(([path]) => path.endsWith(".c"))
      .map(([path]) => [path.replace(/^.*\//, "").replace(/\.c$/, ""), path]),
  );
}
