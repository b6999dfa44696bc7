import { type CText, type FunctionSpan, listFunctions } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** A function whose text is not the same on both sides. */
export interface ChangedFunction {
  readonly name: string;
  /** Both texts. */
  readonly text: CText;
}

/** Functions that a change touches, adds or takes away. */
export function listChangedFunctions(from: ChangedFiles, to: ChangedFiles): ChangedFunction[] {
  return [...to].flatMap(([file, after]) => {
    const before = from.get(file);
    if (before === after || !/\.[ch]$/.test(file)) return [];
    const left = functionTexts(before ?? "");
    const right = functionTexts(after ?? "");
    const names = [...new Set([...left.keys(), ...right.keys()])];
    return names
      .filter((name) => left.get(name) !== right.get(name))
      .map((name) => ({ name, text: `${left.get(name) ?? ""}\n${right.get(name) ?? ""}` }));
  });
}

/** A definition with the text that it stands in. */
export interface Definition {
  readonly file: string;
  readonly text: CText;
  readonly span: FunctionSpan;
}

/** Where functions called `names` are defined in C sources, by name; the last one of several. */
export function findSourceDefinitions(
  files: ChangedFiles,
  names: ReadonlySet<string>,
): Map<string, Definition> {
  const found = new Map<string, Definition>();
  for (const [file, text] of files) {
    if (text === null || !file.endsWith(".c")) continue;
    if (![...names].some((name) => text.includes(name))) continue;
    for (const span of listFunctions(text))
      if (names.has(span.name)) found.set(span.name, { file, text, span });
  }
  return found;
}

function functionTexts(text: CText): Map<string, CText> {
  return new Map(listFunctions(text).map((span) => [span.name, text.slice(span.start, span.end)]));
}
