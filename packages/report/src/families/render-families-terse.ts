import type { FamiliesDocument, Family, Member } from "@kindred/clones";
import { cleanLine } from "../format/clean-text.ts";
import { RULES, severityOf } from "../words/rules.ts";
import { describeMember } from "./describe-member.ts";

export interface TerseOptions {
  /** Stands before every member's `file`: `drivers/leds/` makes the names relative to the kernel root. */
  readonly pathPrefix?: string;
}

/** `file:line: LEVEL:RULE_ID: text`, one line a member, as checkpatch's `--terse --show-types`; empty when clean. */
export function renderFamiliesTerse(document: FamiliesDocument, options: TerseOptions = {}): string {
  const prefix = options.pathPrefix ?? "";
  return document.families
    .flatMap((family) => family.members.map((member) => terseLine(family, member, prefix)))
    .join("");
}

function terseLine(family: Family, member: Member, prefix: string): string {
  const level = severityOf(family) === "warning" ? "WARNING" : "CHECK";
  const place = cleanLine(`${prefix}${member.file}:${member.startLine}`);
  return `${place}: ${level}:${RULES[family.type].id}: ${describeMember(family, member)}\n`;
}
