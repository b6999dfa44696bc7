import type { FindProgress } from "../find-request.ts";

/**
 * What each stage takes of a run over a whole `drivers/`, in the order of the stages (`--timings`). It only has to be right
 * enough for a bar and for the time left: another tree, a snapshot or another machine shifts the shares.
 */
export const TOKEN_STAGES = {
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

/** The same of the driver study's method. */
export const SIGNATURE_STAGES = {
  scan: 0.2,
  sign: 0.15,
  compare: 0.4,
  cluster: 0.02,
  describe: 0.2,
  helpers: 0,
  document: 0.03,
} as const;

export type Stage = keyof typeof TOKEN_STAGES | keyof typeof SIGNATURE_STAGES;
/** Stages of a method in their order, each with its share. */
type Stages = Readonly<Partial<Record<Stage, number>> & { scan: number }>;

/** Tells the caller how far a run is: by bytes while sources are read, by stages after that. */
export class RunProgress {
  private readonly tell: ((progress: FindProgress) => void) | undefined;
  private readonly stages: Stages;
  private state = { files: 0, totalFiles: 0, bytes: 0, totalBytes: 0 };

  constructor(tell: ((progress: FindProgress) => void) | undefined, stages: Stages) {
    this.tell = tell;
    this.stages = stages;
  }

  /** A stage begins. */
  begin(stage: Stage): void {
    const share = shareBefore(this.stages, stage);
    this.tell?.({ ...this.state, stage, share, until: share + (this.stages[stage] ?? 0) });
  }

  /** Sources have been read. */
  scanned(state: typeof this.state): void {
    this.state = state;
    const done = state.totalBytes === 0 ? 1 : state.bytes / state.totalBytes;
    this.tell?.({
      ...state,
      stage: "scan",
      share: this.stages.scan * Math.min(1, done),
      until: this.stages.scan,
    });
  }

  end(): void {
    this.tell?.({ ...this.state, stage: "done", share: 1, until: 1 });
  }
}

function shareBefore(stages: Stages, stage: Stage): number {
  let sum = 0;
  for (const [name, share] of Object.entries(stages)) {
    if (name === stage) break;
    sum += share;
  }
  return sum;
}
