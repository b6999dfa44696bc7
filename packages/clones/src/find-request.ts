import type { Skipped, SourceEntry } from "@kindred/c-source";
import type { FamiliesDocument, FindMethod } from "./families.ts";

export interface FindOptions {
  /** Fewest tokens of a function body that counts. Default 50. */
  readonly minTokens: number;
  /** Lowest similarity, 0..1. Default 0.7. */
  readonly similarity: number;
  readonly includeBoilerplate: boolean;
  /** How functions are compared: `kindred` (the default) aligns tokens, `drcomp` compares the driver study's signatures. */
  readonly method?: FindMethod;
  /** Worker threads; 1 runs in this thread. The result does not depend on it. */
  readonly workers: number;
  /** Folder to keep rows and results in between runs, or undefined for none. The result does not depend on it. */
  readonly cacheDirectory?: string | undefined;
}

export interface FindProgress {
  /** Sources read. */
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  /** What is going on, by the names of the timings; `done` at the end. */
  readonly stage: string;
  /** Share of the whole run that is done, 0..1, as far as can be told. */
  readonly share: number;
  /** The share that will be done when this stage ends. */
  readonly until: number;
}

export interface FindRequest {
  readonly root: string;
  readonly sources: readonly SourceEntry[];
  readonly options: FindOptions;
  /** The kernel whose helpers the sources could call; without it nothing is told of re-implemented helpers. */
  readonly kernelRoot?: string;
  readonly onProgress?: (progress: FindProgress) => void;
  /** The worker script; the CLI's bundle passes its own. */
  readonly workerEntry?: URL;
  /** Names the code that runs: what another version has kept in the cache folder is not used. */
  readonly version?: string;
  /** Told, in a sentence, what harms nobody but may be worth a look: a damaged cache, a folder that cannot be written. */
  readonly onWarning?: (message: string) => void;
}

export interface FindResult {
  readonly document: FamiliesDocument;
  readonly skipped: readonly Skipped[];
  /** Milliseconds by stage, for `--timings`. */
  readonly timings: Readonly<Record<string, number>>;
}
