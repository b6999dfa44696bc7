import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trackUnfinished } from "./unfinished-files.ts";

/**
 * Gives this run a temporary folder of its own: whatever the packages and the tools they start put into it is gone
 * when the run ends, also when Ctrl-C ends it. Where none can be made, the first use says so.
 */
export function useOwnTemporaryFolder(): void {
  try {
    const folder = mkdtempSync(join(tmpdir(), "kindred-"));
    trackUnfinished(folder);
    process.env.TMPDIR = folder;
  } catch {
    // A run that needs no temporary files goes on; one that does names the error then.
  }
}
