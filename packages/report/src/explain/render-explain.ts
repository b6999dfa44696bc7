import type { Family } from "@kindred/clones";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatSimilarity } from "../format/format-number.ts";
import { palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { STRATEGY_WORDS } from "../words/strategies.ts";

/**
 * One family in full: its members side by side, holes numbered with the value each member has, what a fold would do.
 * `memberTexts` are display texts in the order of `members`; an empty one is told as not readable.
 */
export function renderExplain(family: Family, memberTexts: readonly string[], options: TextOptions): string {
  const paint = palette(options.colour);
  const lines = [
    paint.bold(
      `${family.id}  ${family.type} ${family.grain} family, ${countOf(family.members.length, "member")}, ` +
        `${formatSimilarity(family.similarity)} alike, ${countOf(family.lines, "line")}`,
    ),
    "",
  ];
  for (const [index, member] of family.members.entries()) {
    lines.push(
      cleanLine(`[${index + 1}] ${member.file}:${member.startLine} ${member.function}`),
      memberTexts[index] ?? "",
    );
  }
  lines.push(STRATEGY_WORDS[family.strategy].sentence);
  return `${lines.join("\n")}\n`;
}
