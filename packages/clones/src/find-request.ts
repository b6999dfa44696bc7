import type { Skipped, SourceEntry } from "@kindred/c-source";
import type { FamiliesDocument } from "./families.ts";

export interface FindOptions {
  /** Fewest tokens of a function body that counts. Default 50. */
  readonly minTokens: number;
  /** Lowest similarity, 0..1. Default 0.7. */
  readonly similarity: number;
  readonly includeBoilerplate: boolean;
  /** Worker threads; 1 runs in this thread. The result does not depend on it. */
  readonly workers: number;
  /** Cache folder, or undefined for none. */
  readonly cacheDirectory?: string;
}

export interface FindProgress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly stage: string;
}

export interface FindRequest {
  readonly root: string;
  readonly sources: readonly SourceEntry[];
  readonly options: FindOptions;
  readonly onProgress?: (progress: FindProgress) => void;
  /** The worker script; the CLI's bundle passes its own. */
  readonly workerEntry?: URL;
}

export interface FindResult {
  readonly document: FamiliesDocument;
  readonly skipped: readonly Skipped[];
  /** Milliseconds by stage, for `--timings`. */
  readonly timings: Readonly<Record<string, number>>;
}
