import type { SourceFile } from "./source-file.ts";

/** To whom a file exports a name: to every module, or to those under the GPL. Undefined when it does not. */
export function exportOf({ text }: SourceFile, name: string): "all" | "gpl" | undefined {
  const found = new RegExp(`^EXPORT_SYMBOL(_GPL)?\\(${name}\\);`, "m").exec(text);
  return found ? (found[1] === undefined ? "all" : "gpl") : undefined;
}
