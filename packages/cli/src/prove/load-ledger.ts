import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KindredError, type Skipped } from "@kindred/c-source";
import type { LedgerDocument, LedgerEntry } from "@kindred/fold";
import type { PatchFacts } from "@kindred/proof";

/** The ledger beside a series; undefined for a series that Kindred did not write. @throws KindredError E_DATA */
export function loadLedger(output: string): LedgerDocument | undefined {
  const path = join(output, "ledger.json");
  if (!existsSync(path)) return undefined;
  try {
    const ledger = JSON.parse(readFileSync(path, "utf8")) as LedgerDocument;
    if (ledger.schemaVersion === 1 && ledger.patches.every(isEntry)) return ledger;
  } catch {
    // Falls through to the one message for every kind of damage.
  }
  throw new KindredError(
    "E_DATA",
    `\`${path}\` is not a ledger of Kindred.`,
    "fold again, or delete it to prove the series without it",
  );
}

/** What the proof must know of each patch. A patch of a codemod has no helper of its own. */
export function patchFacts(ledger: LedgerDocument | undefined): readonly PatchFacts[] {
  return (ledger?.patches ?? []).map(({ patch, family, helper, removedFunctions }) =>
    family.startsWith("K-") ? { patch, helper, removedFunctions } : { patch, removedFunctions },
  );
}

function isEntry(entry: LedgerEntry): boolean {
  const isText = (value: unknown): boolean => typeof value === "string";
  return (
    [entry?.patch, entry?.family, entry?.helper].every(isText) &&
    Array.isArray(entry.removedFunctions) &&
    entry.removedFunctions.every(isText)
  );
}

/** What a fold left out, for the report; nothing when the file is missing or damaged, since no verdict rests on it. */
export function loadSkipped(output: string): readonly Skipped[] {
  try {
    const document = JSON.parse(readFileSync(join(output, "skipped.json"), "utf8")) as {
      skipped: readonly Skipped[];
    };
    return Array.isArray(document.skipped) ? document.skipped : [];
  } catch {
    return [];
  }
}
