/** Values listed in full, and what is shown of one: more of either and a line is no longer read. */
const MOST_VALUES = 4;
const MOST_LENGTH = 40;

/** What stands in a hole, for a sentence: `a | b`, or the first few `and 14 more`; equal values stand once. */
export function listValues(values: readonly string[]): string {
  const distinct = [...new Set(values)];
  const more = distinct.length - MOST_VALUES;
  const shown = distinct.slice(0, MOST_VALUES).map(shorten).join(" | ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function shorten(value: string): string {
  const text = value.replace(/\s+/g, " ");
  return text.length > MOST_LENGTH ? `${text.slice(0, MOST_LENGTH - 3)}...` : text;
}
