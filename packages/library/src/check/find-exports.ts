import { type CText, lineOf, lineStarts } from "@kindred/c-source";
import { filesOf, type LibraryFiles } from "../files/library-files.ts";
import { declaredSignatures, definedSignatures, type Signature } from "./signatures.ts";

/** One EXPORT_SYMBOL of a template, with the definition that it exports. */
export interface LibraryExport {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly macro: string;
  readonly definition: Signature | undefined;
  /** Text of the file, for the comment above the definition. */
  readonly text: CText;
}

/** More than a library would have; keeps the checks of each one from adding up on a hostile file. */
export const MAX_EXPORTS = 500;

const EXPORT = /^(EXPORT_SYMBOL\w*)\(\s*(\w+)/gm;

/** Every exported function of the template's sources, in the order of the text. */
export function findExports(files: LibraryFiles): LibraryExport[] {
  return filesOf(files, "source").flatMap(([file, text]) => {
    const definitions = definedSignatures(text);
    const starts = lineStarts(text);
    return [...text.matchAll(EXPORT)].map((match) => ({
      name: match[2]!,
      file,
      line: lineOf(starts, match.index),
      macro: match[1]!,
      definition: definitions.get(match[2]!),
      text,
    }));
  });
}

/** What the template's headers declare, by name. */
export function findDeclarations(files: LibraryFiles): Map<string, Signature> {
  return new Map(filesOf(files, "header").flatMap(([, text]) => [...declaredSignatures(text)]));
}
