import { join } from "node:path";
import { createMirror, type Mirror } from "./scratch-mirror.ts";

/** Mirrors of one kernel, each in one hand at a time; whoever finds none free waits, so they bound the compiles under way. */
export interface MirrorPool {
  use<T>(work: (mirror: Mirror) => Promise<T>): Promise<T>;
}

/** A pool of `size` mirrors, made in `scratch` as they are needed. */
export function createMirrorPool(kernel: string, scratch: string, size: number): MirrorPool {
  const free: Mirror[] = [];
  const waiting: ((mirror: Mirror) => void)[] = [];
  let made = 0;
  const take = (): Mirror | Promise<Mirror> => {
    const known = free.pop();
    if (known !== undefined) return known;
    if (made < size) return createMirror(kernel, join(scratch, `tree-${made++}`));
    return new Promise((resolve) => waiting.push(resolve));
  };
  return {
    async use(work) {
      const mirror = await take();
      try {
        return await work(mirror);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(mirror);
        else next(mirror);
      }
    },
  };
}
