/** A Markdown table: the first row heads it, numbers stand to the right. */
export function table(head, rows) {
  if (rows.length === 0) return "";
  const align = head.map((_, column) => (typeof rows[0][column] === "number" ? "---:" : "---"));
  const line = (cells) => `| ${cells.map(shown).join(" | ")} |`;
  return [line(head), `|${align.join("|")}|`, ...rows.map(line)].join("\n");
}

/** `12,345` */
export function shown(value) {
  return typeof value === "number" ? value.toLocaleString("en-GB") : String(value);
}

/** Counts things by a key, largest `weigh` first. */
export function countBy(items, keyOf, weigh = () => 0) {
  const rows = new Map();
  for (const item of items) {
    const row = rows.get(keyOf(item)) ?? { count: 0, weight: 0 };
    row.count++;
    row.weight += weigh(item);
    rows.set(keyOf(item), row);
  }
  return [...rows].sort(([a, x], [b, y]) => y.weight - x.weight || y.count - x.count || (a < b ? -1 : 1));
}
