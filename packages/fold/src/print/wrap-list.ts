import type { CText } from "@kindred/c-source";
import { columnOf, indentTo, LINE_WIDTH } from "./columns.ts";

/** `head(item, item, …)tail` in 80 columns, later lines aligned to the open parenthesis as checkpatch asks. `head` ends in `(`. */
export function wrapList(head: CText, items: readonly CText[], tail: CText): CText {
  const margin = indentTo(columnOf(head, head.length));
  let text = head;
  items.forEach((item, i) => {
    const end = i === items.length - 1 ? tail : ",";
    const joined = `${text}${i === 0 ? "" : " "}${item}${end}`;
    const fits = i === 0 || columnOf(joined, joined.length) <= LINE_WIDTH;
    text = fits ? joined : `${text}\n${margin}${item}${end}`;
  });
  return items.length === 0 ? head + tail : text;
}
