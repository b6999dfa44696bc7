import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";
import { cleanJson } from "../format/clean-text.ts";
import { countReasons } from "../skipped/count-reasons.ts";
import {
  FAMILIES_SHAPE,
  FAMILY_SHAPE,
  LEDGER_SHAPE,
  REIMPLEMENTED,
  SKIPPED_SHAPE,
  SUMMARY_SHAPE,
  VERDICTS_SHAPE,
} from "./document-shapes.ts";
import { orderKeys, type Shape } from "./order-keys.ts";
import { printJson } from "./print-json.ts";

function renderDocument(document: unknown, shape: Shape): string {
  return `${cleanJson(printJson(document, shape))}\n`;
}

/** families.json: published key order, two blanks of indentation, a line break at the end. */
export function renderFamiliesJson(document: FamiliesDocument): string {
  return renderDocument(document, FAMILIES_SHAPE);
}

/** {@link renderFamiliesJson} in pieces: the families of a whole kernel are a hundred megabytes, which need not exist at once. */
export function* renderFamiliesJsonParts(document: FamiliesDocument): Iterable<string> {
  const { families } = document;
  const frame = renderFamiliesJson({ ...document, families: [] });
  const at = frame.indexOf(NO_FAMILIES);
  if (families.length === 0) {
    yield frame;
    return;
  }
  yield frame.slice(0, at + NO_FAMILIES.length - 1);
  for (let from = 0; from < families.length; from += FAMILIES_PER_PART) {
    let part = "";
    for (let i = from; i < Math.min(families.length, from + FAMILIES_PER_PART); i++)
      part += `${i === 0 ? "" : ","}\n    ${printJson(families[i], FAMILY_SHAPE, "    ")}`;
    yield cleanJson(part);
  }
  yield `\n  ${frame.slice(at + NO_FAMILIES.length - 1)}`;
}

const FAMILIES_PER_PART = 256;
/** No string holds this: its line break and quotes would be escaped. */
const NO_FAMILIES = '\n  "families": []';

/**
 * One JSON record a line: `"record":"family"` for each family in payoff order, then `"record":"reimplemented"` for each
 * function that the tree has already, last `"record":"summary"`.
 */
export function renderFamiliesNdjson(document: FamiliesDocument): string {
  const families = document.families.map((family) => toLine("family", family, FAMILY_SHAPE));
  const { schemaVersion, root, summary, reimplemented = [] } = document;
  const reused = reimplemented.map((each) => toLine("reimplemented", each, REIMPLEMENTED));
  return [
    ...families,
    ...reused,
    toLine("summary", { schemaVersion, root, ...summary }, SUMMARY_RECORD),
  ].join("");
}

/** ledger.json. */
export function renderLedgerJson(document: LedgerDocument): string {
  return renderDocument(document, LEDGER_SHAPE);
}

/** verdicts.json. */
export function renderVerdictsJson(document: VerdictsDocument): string {
  return renderDocument(document, VERDICTS_SHAPE);
}

/** skipped.json: `{ schemaVersion, totals: { reason: count }, skipped }`, in the order given. */
export function renderSkippedJson(skipped: readonly Skipped[]): string {
  const totals = Object.fromEntries(countReasons(skipped).map(({ reason, count }) => [reason, count]));
  return renderDocument({ schemaVersion: 1, totals, skipped }, SKIPPED_SHAPE);
}

const SUMMARY_RECORD: Shape = {
  ...SUMMARY_SHAPE,
  keys: ["schemaVersion", "root", ...SUMMARY_SHAPE.keys],
};

function toLine(record: string, value: object, shape: Shape): string {
  return `${cleanJson(JSON.stringify({ record, ...(orderKeys(value, shape) as object) }))}\n`;
}
