/**
 * Drivers write random numbers to their devices: a key for receive hashing, identifiers of packets, addresses of memory that
 * came from wherever chance put it. A kernel draws them from how long everything took, so one instruction more in a driver
 * makes others. Which accesses carry them is measured,
 * not listed: of two runs of the very same code that were given different seeds, they are the accesses whose value differs while
 * all else is the same. Only their value counts for nothing; where they go, how wide they are and when, does.
 *
 * What this hides: a driver that writes another function of a random number than it did.
 */

const VALUE = /^(.* bytes )(?:\S.*)$/;
const RANDOM = "(a random number)";

/** The trace with the values that hang on the seed marked; undefined when more than values hangs on it. */
export function markRandom(trace: readonly string[], otherSeed: readonly string[]): string[] | undefined {
  if (trace.length !== otherSeed.length) return undefined;
  const marked: string[] = [];
  for (const [at, access] of trace.entries()) {
    const place = VALUE.exec(access)?.[1];
    const isSame = access === otherSeed[at];
    if (!isSame && (place === undefined || VALUE.exec(otherSeed[at]!)?.[1] !== place)) return undefined;
    marked.push(isSame ? access : `${place}${RANDOM}`);
  }
  return marked;
}
