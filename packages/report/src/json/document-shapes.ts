import type { Shape } from "./order-keys.ts";

/** Key order of the published documents, as design section 4 prints them. */

const HOLE: Shape = { keys: ["kind", "values"] };
const MEMBER: Shape = { keys: ["file", "startLine", "endLine", "function"] };
const EXISTING_HELPER: Shape = { keys: ["function", "file", "startLine"] };
export const REIMPLEMENTED: Shape = { keys: ["function", "file", "startLine", "helper", "helperFile"] };
const CLASS_SHARE: Shape = { keys: ["class", "lines", "similarLines", "families"] };

export const FAMILY_SHAPE: Shape = {
  keys: [
    "id",
    "type",
    "grain",
    "similarity",
    "lines",
    "removableLines",
    "strategy",
    "scope",
    "holes",
    "members",
    "existingHelper",
  ],
  inside: { holes: HOLE, members: MEMBER, existingHelper: EXISTING_HELPER },
};

export const SUMMARY_SHAPE: Shape = {
  keys: [
    "files",
    "lines",
    "functions",
    "skipped",
    "families",
    "similarLines",
    "similarShare",
    "removableLines",
    "byClass",
    "method",
  ],
  inside: { byClass: CLASS_SHARE },
};

export const FAMILIES_SHAPE: Shape = {
  keys: ["schemaVersion", "root", "summary", "families", "reimplemented"],
  inside: { summary: SUMMARY_SHAPE, families: FAMILY_SHAPE, reimplemented: REIMPLEMENTED },
};

const LEDGER_COUNTS = ["removed", "addedCalls", "addedHelpers", "net"];

export const LEDGER_SHAPE: Shape = {
  keys: ["schemaVersion", "totals", "patches"],
  inside: {
    totals: { keys: ["patches", "families", "files", ...LEDGER_COUNTS] },
    patches: {
      keys: ["patch", "family", "strategy", "helper", "files", ...LEDGER_COUNTS, "removedFunctions"],
    },
  },
};

const OBSERVATION: Shape = {
  keys: [
    ...["emulator", "driver", "device", "outcome", "exercised"],
    ...["accesses", "changedLines", "ranLines", "difference"],
  ],
};

const FILE_VERDICT: Shape = {
  keys: ["file", "level", "rung", "command", "seconds", "difference", "cause", "advice", "observation"],
  inside: {
    cause: { keys: ["kind", "function", "before", "after", "shown", "others"] },
    advice: { keys: ["shape", "why"] },
    observation: OBSERVATION,
  },
};

export const VERDICTS_SHAPE: Shape = {
  keys: ["schemaVersion", "totals", "patches"],
  inside: {
    totals: { keys: ["identical", "equivalent", "observed", "builds", "unbuilt", "fails"] },
    patches: {
      keys: ["patch", "level", "files", "notes", "mutants"],
      inside: {
        files: FILE_VERDICT,
        mutants: {
          keys: ["compared", "toldApart", "rejected", "seconds", "blind", "survivors"],
          inside: { survivors: { keys: ["file", "line", "operator", "was", "now", "rung", "harmless"] } },
        },
      },
    },
  },
};

export const SKIPPED_SHAPE: Shape = {
  keys: ["schemaVersion", "totals", "skipped"],
  inside: { skipped: { keys: ["subject", "reason", "detail"] } },
};
