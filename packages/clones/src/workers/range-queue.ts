/**
 * The numbers below `count`, handed out in steps to whichever thread asks for the next ones. One task a thread then does what
 * else takes hundreds: no thread waits for messages, and tables are made once.
 */
export interface RangeQueue {
  readonly count: number;
  readonly step: number;
  /** Shared by the threads: where the next range begins. */
  readonly next: Int32Array;
}

export function createRangeQueue(count: number, step: number): RangeQueue {
  return { count, step, next: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Calls `visit` with range after range until none is left. */
export function drainRanges(
  { count, step, next }: RangeQueue,
  visit: (from: number, to: number) => void,
): void {
  for (;;) {
    const from = Atomics.add(next, 0, step);
    if (from >= count) return;
    visit(from, Math.min(count, from + step));
  }
}
