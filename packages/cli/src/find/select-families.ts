import type { FamiliesDocument, Family } from "@kindred/clones";
import type { ParsedArguments } from "../arguments/option-table.ts";
import { readNumber, readText } from "../arguments/read-options.ts";

/** Cuts the list of families; the summary goes on describing everything that was found. */
export function selectFamilies(document: FamiliesDocument, args: ParsedArguments): FamiliesDocument {
  const scope = readText(args, "scope");
  const minMembers = readNumber(args, "min-members", { min: 2, max: 1e6, whole: true }) ?? 2;
  const top = readNumber(args, "top", { min: 1, max: 1e9, whole: true });
  const isWanted = (family: Family): boolean =>
    family.members.length >= minMembers && (scope === undefined || family.scope === scope);
  return { ...document, families: document.families.filter(isWanted).slice(0, top) };
}
