import type { CText } from "@kindred/c-source";
import type { SourceFile } from "../members/source-file.ts";
import type { FoldOperation } from "./fold-operation.ts";
import type { IsFree } from "./removable-members.ts";

/** Puts a definition at the end of a header, before what closes its include guard; undefined when there is no such place. */
export function placeAtEnd(header: SourceFile, text: CText, isFree: IsFree): FoldOperation | undefined {
  const anchor = lastLines(header);
  if (!anchor || !isFree(header.path, anchor.insertAt, anchor.insertAt)) return undefined;
  const { old, at } = { old: anchor.text, at: anchor.insertAt - anchor.start };
  if (at === 1) {
    // The guard's end alone: what other folds have put before it may stand there by then.
    const isApart = header.text[anchor.insertAt - 2] === "\n";
    const joined = isApart ? `\n${text}\n${old}` : `\n\n${text}${old}`;
    return { kind: "replace-text", old, text: joined, count: 1 };
  }
  const [before, behind] = [old.slice(0, at).trimEnd(), old.slice(at).trimStart()];
  // Several folds may put text here: each brings one blank line, as the header has them.
  const gap = behind !== "" && /\n[ \t]*\n$/.test(old.slice(0, at)) ? "\n" : "";
  const joined = `${before}\n\n${text}\n${gap}${behind}`;
  return { kind: "replace-text", old, text: joined, count: 1 };
}

interface Anchor {
  readonly start: number;
  readonly text: CText;
  readonly insertAt: number;
}

/**
 * The last lines of a header, as many as stand there once: the guard's `#endif` with its comment, or else from the last
 * line of code before it.
 */
function lastLines({ text, directives, conditions }: SourceFile): Anchor | undefined {
  const isGuarded = directives[0]?.keyword === "ifndef";
  const last = directives.at(-1);
  if (isGuarded && last?.keyword !== "endif") return undefined;
  const insertAt = isGuarded ? text.lastIndexOf("\n", last!.start) + 1 : text.length;
  const guard = isGuarded ? `ifndef ${directives[0].rest}` : "";
  if (conditions.at(insertAt - 1) !== guard) return undefined;
  const end = text.slice(insertAt - 1);
  if (isGuarded && insertAt > 1 && text.indexOf(end) === insertAt - 1)
    return { start: insertAt - 1, text: end, insertAt };
  let start = text.slice(0, insertAt).trimEnd().lastIndexOf("\n") + 1;
  while (start > 0 && text.indexOf(text.slice(start)) !== start)
    start = text.lastIndexOf("\n", start - 2) + 1;
  return { start, text: text.slice(start), insertAt };
}
