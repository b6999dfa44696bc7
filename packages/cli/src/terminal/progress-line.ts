import { performance } from "node:perf_hooks";
import { renderProgress } from "@kindred/report";
import type { Terminal } from "./terminal.ts";

export interface ProgressStep {
  readonly done: number;
  readonly total: number;
  readonly bytes?: number;
  readonly totalBytes?: number;
  readonly stage?: string;
  /** Share of the whole work that is done; until the next step it is taken to grow on at its pace, below `until`. */
  readonly share?: number;
  readonly until?: number;
}

const MILLISECONDS_BETWEEN_LINES = 100;

/**
 * A progress line that is drawn at most ten times a second, and that often while nothing is told: the bar and the time
 * left go on through a stage that tells nothing of itself. Work that blocks the thread stops it; nothing waits for it.
 */
export function createProgressLine(terminal: Terminal, label: string): (step: ProgressStep) => void {
  const started = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let told = started;
  let last: ProgressStep | undefined;
  const draw = () => {
    const now = performance.now();
    if (last === undefined || now - drawn < MILLISECONDS_BETWEEN_LINES) return;
    drawn = now;
    const { stage, until: _, ...step } = last;
    const share = guessShare(last, told - started, now - told);
    terminal.progress(
      renderProgress({
        ...step,
        ...(share === undefined ? {} : { share }),
        label: stage === undefined ? label : `${label}: ${stage}`,
        elapsedMs: now - started,
        width: terminal.progressColumns,
      }),
    );
  };
  let timer: NodeJS.Timeout | undefined;
  return (step) => {
    last = step;
    told = performance.now();
    draw();
    const isDone = (step.share ?? 1) >= 1;
    if (isDone) clearInterval(timer);
    else timer ??= setInterval(draw, MILLISECONDS_BETWEEN_LINES).unref();
  };
}

/** The share by now: what was told after `before` milliseconds, and what the same pace makes of the `since` ones after that. */
function guessShare({ share, until }: ProgressStep, before: number, since: number): number | undefined {
  if (share === undefined || until === undefined || share <= 0) return share;
  return Math.min(until, share + (share / Math.max(1, before)) * since);
}
