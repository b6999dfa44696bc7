import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProveRequest, proveSeries, type VerdictsDocument } from "@kindred/proof";
import { patchFacts } from "../prove/load-ledger.ts";
import type { Author } from "../series/read-author.ts";
import { writeSeries } from "../series/write-series.ts";
import type { StackedPlans } from "./stack-plans.ts";

/** How folds are proved. */
export type ProofOptions = Omit<ProveRequest, "seriesDirectory" | "facts">;

/** Proves patches that no folder holds yet; verdicts stand in their order. */
export async function proveStacked(
  { patches }: Pick<StackedPlans, "patches">,
  proof: ProofOptions,
): Promise<VerdictsDocument> {
  const folder = mkdtempSync(join(tmpdir(), "kindred-fold-"));
  try {
    const ledger = writeSeries(folder, { patches, skipped: [], subject: "", body: "", author: NOBODY });
    return await proveSeries({
      ...proof,
      seriesDirectory: join(folder, "series"),
      facts: patchFacts(ledger),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mails of a proof are read by nobody. */
const NOBODY: Author = { from: "Kindred <kindred@localhost.invalid>", trailers: [] };
