import type { RunProgress, Stage } from "./progress/run-progress.ts";

/** Milliseconds by stage; tells the progress when one begins. */
export class StageClock {
  readonly timings: Record<string, number> = {};
  private readonly progress: RunProgress;

  constructor(progress: RunProgress) {
    this.progress = progress;
  }

  async time<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    this.progress.begin(stage);
    const result = await work();
    this.timings[stage] = Math.round(performance.now() - start);
    return result;
  }
}
