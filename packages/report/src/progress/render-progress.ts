import { cleanLine } from "../format/clean-text.ts";
import { formatCount } from "../format/format-number.ts";
import { cut } from "../format/text-table.ts";

export interface ProgressState {
  /** What is going on: `find`, `lexing`, … */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Bytes done and in all; leave out where the work is not counted in bytes. */
  readonly bytes?: number;
  readonly totalBytes?: number;
  /** The share of the work that is done, 0..1, where neither bytes nor counts tell it. */
  readonly share?: number;
  readonly elapsedMs: number;
  readonly width: number;
}

const BAR_WIDTH = 24;
const PARTS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** One line without a line break, never wider than `width`: label, bar, share, counts, MB/s, time left. */
export function renderProgress(state: ProgressState): string {
  const share = shareDone(state);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const head = `${cleanLine(state.label)} ${bar(share)} ${percent}`;
  const counts = `${formatCount(state.done)}/${formatCount(state.total)}`;
  const details = [counts, ...speed(state), ...timeLeft(share, state.elapsedMs)];
  let line = head;
  for (const detail of details) {
    if ([...line].length + detail.length + 2 > state.width) break;
    line += `  ${detail}`;
  }
  return cut(line, state.width);
}

/** Bytes tell the work better than files do; both may be 0 in an empty run. */
function shareDone({ done, total, bytes, totalBytes, share }: ProgressState): number {
  if (share !== undefined) return Math.min(1, Math.max(0, share));
  const [part, whole] = bytes !== undefined && totalBytes ? [bytes, totalBytes] : [done, total];
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
}

function bar(share: number): string {
  const eighths = Math.floor(share * BAR_WIDTH * 8);
  const filled = "█".repeat(Math.floor(eighths / 8)) + PARTS[eighths % 8]!;
  return filled.padEnd(BAR_WIDTH, "·");
}

function speed({ bytes, elapsedMs }: ProgressState): string[] {
  if (bytes === undefined || elapsedMs <= 0) return [];
  return [`${(bytes / 1e6 / (elapsedMs / 1000)).toFixed(1)} MB/s`];
}

function timeLeft(share: number, elapsedMs: number): string[] {
  if (share <= 0 || share >= 1) return [];
  const seconds = Math.ceil((elapsedMs * (1 - share)) / share / 1000);
  return [`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`];
}
