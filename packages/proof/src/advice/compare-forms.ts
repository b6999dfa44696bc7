import type { DifferenceKind } from "../verdicts.ts";

const CALL = /\bcall\b.*?(@[-\w.$]+|the folded function|renamed function@\d+)/;

/**
 * In which way the canonical texts of two functions that do the same differ. `data`: in their heads alone; `inlining`:
 * one calls a function of this file that the other has in it; `reassociation`: the same effects in the same blocks,
 * with values worked out otherwise; `control-flow`: other blocks.
 */
export function compareForms(
  before: string,
  after: string,
  isOwn: (callee: string) => boolean,
): DifferenceKind {
  const [[, ...left], [, ...right]] = [before.split("\n"), after.split("\n")];
  if (left.join("\n") === right.join("\n")) return "data";
  const [callsBefore, callsAfter] = [callees(left, isOwn), callees(right, isOwn)];
  const isOneSided = (calls: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
    [...calls].some((callee) => !others.has(callee));
  if (isOneSided(callsBefore, callsAfter) || isOneSided(callsAfter, callsBefore)) return "inlining";
  return skeleton(left) === skeleton(right) ? "reassociation" : "control-flow";
}

function callees(lines: readonly string[], isOwn: (callee: string) => boolean): ReadonlySet<string> {
  const all = lines.flatMap((line) => CALL.exec(line)?.[1] ?? []);
  return new Set(all.filter((callee) => !callee.startsWith("@") || isOwn(callee)));
}

/** Blocks, and what kind of effect is where in them, without the values. */
function skeleton(lines: readonly string[]): string {
  return lines
    .map((line) => {
      if (/^B\d+:/.test(line)) return line;
      const words = line.trim().replace(/^\S+ = /, "");
      const blocks = /^(?:br|switch)\b/.test(words) ? (words.match(/\bB\d+\b(?=,|$)/g) ?? []) : [];
      return `${words.split(" ", 1)[0]} ${CALL.exec(words)?.[1] ?? ""} ${blocks.join(" ")}`;
    })
    .filter((line) => !line.startsWith("phi"))
    .join("\n");
}
