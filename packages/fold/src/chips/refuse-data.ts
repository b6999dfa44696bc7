import { findLateName } from "../holes/late-name.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { GroupDesign } from "./design-group.ts";

/** Why a family's values cannot stand in constant data ahead of all members of a file. */
export function refuseData(
  { parts, values, names }: GroupDesign,
  sources: SourceFiles,
  isNameFree: (name: string) => boolean,
): { readonly part: number; readonly refusal: Refusal } | undefined {
  const all = parts.flatMap(({ sites }) => sites.map(({ member }) => member));
  const files = [...new Set(all.flatMap(({ file }) => ownMacros(file, sources).files))];
  const isTaken = (name: string): boolean => files.some((file) => file.words.has(name)) || !isNameFree(name);
  const taken = [names.type, ...names.entries].find(isTaken);
  for (const [part, { sites }] of parts.entries()) {
    const members = sites.map(({ member }) => member);
    const refusal =
      (taken === undefined ? undefined : refuse("no-free-name", `The name ${taken} is taken.`)) ??
      refuseCondition(members, all[0]) ??
      refuseOrder(members, all, (chip) => values[part].map((value) => value.values[chip]));
    if (refusal) return { part, refusal };
  }
  return undefined;
}

function refuseCondition(members: readonly FoldMember[], { file, span }: FoldMember): Refusal | undefined {
  const condition = file.conditions.at(span.start);
  return members.some((member) => member.file.conditions.at(member.span.start) !== condition)
    ? refuse("configuration-differs", "The members stand under different #if conditions.")
    : undefined;
}

function refuseOrder(
  members: readonly FoldMember[],
  all: readonly FoldMember[],
  valuesOf: (chip: number) => readonly string[],
): Refusal | undefined {
  for (const [chip, { file }] of members.entries()) {
    const late = findLateName(file, firstStart(file, all), valuesOf(chip));
    if (late !== undefined)
      return refuse("uses-file-scope-names", `${late} is defined behind the place of the constant data.`);
  }
  return undefined;
}

function firstStart(file: SourceFile, members: readonly FoldMember[]): number {
  return Math.min(...members.filter((member) => member.file === file).map(({ span }) => span.start));
}
