const STRETCH = 1 << 12;

/**
 * Calls `visit` with stretch after stretch of the numbers below `count`. V8 compiles a function that is called often for good; a
 * loop of millions in a function that is called once is interpreted at first, compiled while it runs, and given up at
 * its end, task after task.
 */
export function eachStretch(count: number, visit: (from: number, to: number) => void): void {
  for (let from = 0; from < count; from += STRETCH) visit(from, Math.min(count, from + STRETCH));
}
