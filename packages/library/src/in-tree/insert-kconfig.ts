import type { CText } from "@kindred/c-source";

/** A line at column 0 that ends the entry above it. */
const KEYWORD = /^(?:config|menuconfig|choice|endchoice|comment|menu|endmenu|if|endif|source)\b|^#/;
const CLOSER = /^(?:endif|endmenu)\b/;

/**
 * A Kconfig file with entries put in: after the entry of `after` when the file has that option, else before the
 * `endif` or `endmenu` that closes the file, else at its end.
 */
export function insertKconfig(text: CText, entries: CText, after: string | undefined): CText {
  const lines = text.replace(/\n*$/, "").split("\n");
  const at = (after && lineAfterEntry(lines, after)) || lineOfCloser(lines);
  const above = lines.slice(0, at).join("\n").trimEnd();
  const below = lines.slice(at).join("\n");
  return `${[above, entries.trim(), below].filter((part) => part !== "").join("\n\n")}\n`;
}

function lineAfterEntry(lines: readonly string[], option: string): number | undefined {
  const start = lines.findIndex((line) => line === `config ${option}` || line === `menuconfig ${option}`);
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => KEYWORD.test(line));
  return length < 0 ? lines.length : start + 1 + length;
}

function lineOfCloser(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => /\S/.test(line));
  return last >= 0 && CLOSER.test(lines[last]!) ? last : lines.length;
}
