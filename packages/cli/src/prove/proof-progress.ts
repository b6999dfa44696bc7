/**
 * How far a proof is: a bar on a terminal; elsewhere (a log, a CI job) a line from time to time, so that whoever looks
 * sees that it goes on and how long it will take. A short run says nothing there.
 */
import { performance } from "node:perf_hooks";
import { createProgressLine } from "../terminal/progress-line.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What the proof calls: with nothing done yet when a stage of the work begins. */
export type TellProgress = (stage: string, done: number, total: number) => void;

const SHARES = 10;
const MOST_SECONDS_BETWEEN = 30;
const LEAST_SECONDS_BETWEEN = 5;

/** The progress of one proof. */
export function createProofProgress(terminal: Terminal, label: string): TellProgress {
  return terminal.showsProgress ? drawBars(terminal, label) : writeLines(terminal, label);
}

/** Each stage has a bar and a time left of its own. */
function drawBars(terminal: Terminal, label: string): TellProgress {
  let show = createProgressLine(terminal, label);
  let shown = "";
  return (stage, done, total) => {
    if (done === 0 && stage !== shown) show = createProgressLine(terminal, label);
    shown = stage;
    show({ done, total, stage });
  };
}

function writeLines(terminal: Terminal, label: string): TellProgress {
  let began = performance.now();
  let written = began;
  let share = 0;
  return (stage, done, total) => {
    const now = performance.now();
    if (done === 0) [began, share] = [now, 0];
    const tenth = total > 0 ? Math.floor((SHARES * done) / total) : 0;
    const seconds = (now - written) / 1000;
    const isDue = seconds >= MOST_SECONDS_BETWEEN || (tenth > share && seconds >= LEAST_SECONDS_BETWEEN);
    if (!isDue) return;
    [written, share] = [now, tenth];
    terminal.note(`${label}: ${stage}${describeShare(done, total, (now - began) / 1000)}`);
  };
}

function describeShare(done: number, total: number, seconds: number): string {
  if (done === 0 || done >= total) return "";
  const left = Math.ceil((seconds * (total - done)) / done);
  return `, ${Math.floor((100 * done) / total)}%, ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
}
