import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Skipped } from "@kindred/c-source";
import type { LedgerDocument } from "@kindred/fold";
import type { PatchFacts } from "@kindred/proof";
import { readDocument } from "../json/read-document.ts";

const HINT = "fold again, or delete it to prove the series without it";

/** The ledger beside a series; undefined for a series that Kindred did not write. @throws KindredError E_DATA */
export function loadLedger(output: string): LedgerDocument | undefined {
  const path = join(output, "ledger.json");
  if (!existsSync(path)) return undefined;
  return readDocument(path, "ledger", HINT) as LedgerDocument;
}

/** What the proof must know of each patch. A patch of a codemod has no helper of its own. */
export function patchFacts(ledger: LedgerDocument | undefined): readonly PatchFacts[] {
  return (ledger?.patches ?? []).map(
    ({ patch, family, strategy, helper, otherHelpers, removedFunctions = [] }) =>
      family.startsWith("K-")
        ? { patch, strategy, helpers: [helper, ...(otherHelpers ?? [])], removedFunctions }
        : { patch, removedFunctions },
  );
}

/** What a fold left out, for the report; nothing when the file is missing or damaged, since no verdict rests on it. */
export function loadSkipped(output: string): readonly Skipped[] {
  try {
    return (readDocument(join(output, "skipped.json"), "skipped", HINT) as { skipped: readonly Skipped[] })
      .skipped;
  } catch {
    return [];
  }
}
