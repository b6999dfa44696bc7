import type { Family } from "@kindred/clones";

/** Where a family stands, by its first member: `leds/leds-a.c:10 a_write +3`. */
export function whereOf(family: Family): string {
  const first = family.members[0];
  if (first === undefined) return "";
  const others = family.members.length - 1;
  return `${first.file}:${first.startLine} ${first.function}${others > 0 ? ` +${others}` : ""}`;
}
