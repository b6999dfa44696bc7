import type { FindProgress } from "../find-request.ts";

/**
 * What each stage takes of a run over a whole `drivers/`, in the order of the stages (`--timings`). It only has to be right
 * enough for a bar and for the time left: another tree, a snapshot or another machine shifts the shares.
 */
const SHARES = {
  cache: 0,
  scan: 0.3,
  group: 0.01,
  index: 0.07,
  join: 0.3,
  gather: 0.1,
  fragments: 0.12,
  describe: 0.07,
  helpers: 0,
  document: 0.03,
  keep: 0,
} as const;

export type Stage = keyof typeof SHARES;

/** Tells the caller how far a run is: by bytes while sources are read, by stages after that. */
export class RunProgress {
  private readonly tell: ((progress: FindProgress) => void) | undefined;
  private state = { files: 0, totalFiles: 0, bytes: 0, totalBytes: 0 };

  constructor(tell: ((progress: FindProgress) => void) | undefined) {
    this.tell = tell;
  }

  /** A stage begins. */
  begin(stage: Stage): void {
    const share = shareBefore(stage);
    this.tell?.({ ...this.state, stage, share, until: share + SHARES[stage] });
  }

  /** Sources have been read. */
  scanned(state: typeof this.state): void {
    this.state = state;
    const done = state.totalBytes === 0 ? 1 : state.bytes / state.totalBytes;
    this.tell?.({ ...state, stage: "scan", share: SHARES.scan * Math.min(1, done), until: SHARES.scan });
  }

  end(): void {
    this.tell?.({ ...this.state, stage: "done", share: 1, until: 1 });
  }
}

function shareBefore(stage: Stage): number {
  let sum = 0;
  for (const [name, share] of Object.entries(SHARES)) {
    if (name === stage) break;
    sum += share;
  }
  return sum;
}
