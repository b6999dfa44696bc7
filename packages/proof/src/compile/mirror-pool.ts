import { join } from "node:path";
import { createMirror, type Mirror } from "./scratch-mirror.ts";

/** Mirrors of one kernel, each in one hand at a time: there are as many as compiles at the same time. */
export interface MirrorPool {
  use<T>(work: (mirror: Mirror) => Promise<T>): Promise<T>;
}

/** A pool that makes its mirrors in `scratch` as they are needed. */
export function createMirrorPool(kernel: string, scratch: string): MirrorPool {
  const free: Mirror[] = [];
  let made = 0;
  return {
    async use(work) {
      const mirror = free.pop() ?? createMirror(kernel, join(scratch, `tree-${made++}`));
      try {
        return await work(mirror);
      } finally {
        free.push(mirror);
      }
    },
  };
}
