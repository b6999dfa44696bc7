import type { CText } from "@kindred/c-source";

/** What a patch did to a text, small enough to keep: how much of it stays at both ends, and what stands between. */
export type TextChange = readonly [prefix: number, suffix: number, middle: CText] | null;

/** The change from one text to the other; a file that is not there counts as empty, and null means that it is gone. */
export function changeOf(before: CText | null, after: CText | null): TextChange {
  if (after === null) return null;
  const from = before ?? "";
  const most = Math.min(from.length, after.length);
  let prefix = 0;
  while (prefix < most && from.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  const [end, afterEnd] = [from.length - 1, after.length - 1];
  while (suffix < most - prefix && from.charCodeAt(end - suffix) === after.charCodeAt(afterEnd - suffix))
    suffix++;
  return [prefix, suffix, after.slice(prefix, after.length - suffix)];
}

/** Does a change again. */
export function withChange(before: CText | null, change: TextChange): CText | null {
  if (change === null) return null;
  const [prefix, suffix, middle] = change;
  const from = before ?? "";
  return from.slice(0, prefix) + middle + from.slice(from.length - suffix);
}
