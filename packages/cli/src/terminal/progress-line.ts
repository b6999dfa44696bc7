import { performance } from "node:perf_hooks";
import { renderProgress } from "@kindred/report";
import type { Terminal } from "./terminal.ts";

export interface ProgressStep {
  readonly done: number;
  readonly total: number;
  readonly bytes?: number;
  readonly totalBytes?: number;
  readonly stage?: string;
}

const MILLISECONDS_BETWEEN_LINES = 100;

/** A progress line that is drawn at most ten times a second. */
export function createProgressLine(terminal: Terminal, label: string): (step: ProgressStep) => void {
  const started = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  return ({ stage, ...step }) => {
    const now = performance.now();
    if (now - drawn < MILLISECONDS_BETWEEN_LINES) return;
    drawn = now;
    terminal.progress(
      renderProgress({
        ...step,
        label: stage === undefined ? label : `${label}: ${stage}`,
        elapsedMs: now - started,
        width: terminal.progressColumns,
      }),
    );
  };
}
