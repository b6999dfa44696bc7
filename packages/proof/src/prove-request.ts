/** What a patch did, as far as the proof must know: read from ledger.json, or empty for a series that Kindred did not write. */
export interface PatchFacts {
  readonly patch: string;
  /** Functions to force inline on the after side. */
  readonly helpers?: readonly string[];
  /** Functions to force inline on the before side, since the patch removed them. */
  readonly removedFunctions: readonly string[];
  /** How the fold was made: what is advised is another shape than its. */
  readonly strategy?: string;
}

export interface ProveRequest {
  /** Folder with the numbered `*.patch` mails. */
  readonly seriesDirectory: string;
  readonly facts: readonly PatchFacts[];
  /** Kernel source tree; never written to. */
  readonly kernel: string;
  /** Build folder of that kernel (`O=`); default: `<kernel>` itself when it is configured, else a folder in the cache. */
  readonly build?: string;
  readonly cc: "gcc" | "clang";
  /** Configure (allmodconfig with the options of verify.md) and prepare when the build folder is not configured. */
  readonly configure: boolean;
  readonly cacheDirectory: string;
  readonly workers: number;
  /** Seconds a single compiler run may take. */
  readonly timeLimitSeconds: number;
  /** Also run the drivers that an emulator has a device for, before and after each patch. */
  readonly run?: boolean;
  /** Puts mistakes into the helpers of what was proved; each must come out different. The seed chooses which. */
  readonly mutants?: { readonly seed: string };
  /** How many sources that include a changed header are compiled at most, beside those that the series touches; 25 by default. */
  readonly includers?: number;
  /** What a person should still see when the run is over: what took long, what was known already. */
  readonly onNote?: (sentence: string) => void;
  /** How many patches there is nothing more to do for. */
  readonly onPatches?: (proved: number, total: number) => void;
  readonly onProgress?: (message: string, done: number, total: number) => void;
}
