import type { CloneType, Family } from "@kindred/clones";

export interface Rule {
  readonly id: string;
  readonly summary: string;
  readonly help: string;
}

/** The rule ids of SARIF and terse output, one for each clone type: stable for ever. */
export const RULES: Readonly<Record<CloneType, Rule>> = {
  "type-1": {
    id: "family-type-1",
    summary: "Functions that are the same but for layout and comments",
    help: "Keep one of the functions and call it from the others. `kindred explain ID` shows the members, `kindred fold` writes the patch.",
  },
  "type-2": {
    id: "family-type-2",
    summary: "Functions that are the same but for consistently renamed identifiers, literals and types",
    help: "Fold them into one helper that takes the differences as parameters. `kindred explain ID` shows the holes, `kindred fold` writes the patch.",
  },
  "type-3": {
    id: "family-type-3",
    summary: "Functions that are nearly the same: statements added, removed or changed",
    help: "Compare the members first: the difference may be a fix that only one of them got. `kindred explain ID` shows them side by side.",
  },
};

const WARNING_FROM_REMOVABLE_LINES = 10;

/** Severity by size: a fold that takes away enough lines is worth a warning, anything less is a note. */
export function severityOf(family: Family): "warning" | "note" {
  return family.removableLines >= WARNING_FROM_REMOVABLE_LINES ? "warning" : "note";
}
