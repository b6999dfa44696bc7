/**
 * Two traces are equal when they have the same accesses in the same order, nothing more and nothing less. What may differ
 * without meaning anything (where memory for DMA happens to lie, say) the emulators take out before, each by a rule
 * that is listed and tested; nothing is left out here.
 */

/** The first place where two traces differ, in a sentence; null when they are equal. */
export function describeTraceDifference(before: readonly string[], after: readonly string[]): string | null {
  const shared = Math.min(before.length, after.length);
  let at = 0;
  while (at < shared && before[at] === after[at]) at++;
  if (at === before.length && at === after.length) return null;
  const here = `access ${at + 1} (of ${before.length} before, ${after.length} after)`;
  return `The traces differ from ${here} on: ${show(before[at])} before, ${show(after[at])} after.`;
}

function show(access: string | undefined): string {
  return access === undefined ? "no more access" : `\`${access}\``;
}
