import type { CText, Edit } from "@kindred/c-source";
import type { DirectCall } from "../members/function-uses.ts";
import type { SourceFile } from "../members/source-file.ts";
import type { CToken } from "../syntax/c-tokens.ts";
import { applyAligned } from "./align-text.ts";

/** A call that goes to the helper from now on, with the values it passes on top. */
export interface Retarget {
  readonly call: DirectCall;
  readonly helper: string;
  readonly values: readonly CText[];
  /** All that it passes, when that is not what it has and the values. */
  readonly all?: readonly CText[] | undefined;
}

/** Whole lines and what they become; `count` places of the file read so. */
export interface LineReplacement {
  readonly old: CText;
  readonly text: CText;
  readonly count: number;
}

/**
 * The lines around calls with the calls retargeted and laid out anew; several calls in one statement are done at
 * once, and lines that read the same are one replacement. Each text begins with the newline before it, so that it
 * stands in the file exactly as often as it is meant.
 */
export function retargetCalls(file: SourceFile, retargets: readonly Retarget[]): LineReplacement[] {
  const sorted = [...retargets].sort((a, b) => a.call.start - b.call.start);
  const replacements = new Map<CText, LineReplacement>();
  for (let i = 0; i < sorted.length; ) {
    const start = file.text.lastIndexOf("\n", sorted[i].call.start - 1) + 1;
    let end = statementEnd(file, start, sorted[i].call.close);
    let next = i + 1;
    while (next < sorted.length && sorted[next].call.start < end) {
      end = Math.max(end, statementEnd(file, start, sorted[next].call.close));
      next++;
    }
    const inside = sorted.slice(i, next).flatMap((retarget) => retargetEdits(retarget, start));
    const old = `\n${file.text.slice(start, end)}`;
    const text = `\n${applyAligned(file.text.slice(start, end), inside)}`;
    replacements.set(old, { old, text, count: (replacements.get(old)?.count ?? 0) + 1 });
    i = next;
  }
  return [...replacements.values()];
}

function retargetEdits({ call, helper, values, all }: Retarget, base: number): Edit[] {
  const rename = { start: call.start - base, end: call.end - base, text: helper };
  if (all) return [rename, { start: call.open + 1 - base, end: call.close - base, text: all.join(", ") }];
  if (values.length === 0) return [rename];
  const text = (call.isEmpty ? "" : ", ") + values.join(", ");
  return [rename, { start: call.close - base, end: call.close - base, text }];
}

/** End of the first line behind the call on which every parenthesis opened since `start` is closed again. */
function statementEnd({ text, tokens }: SourceFile, start: number, atLeast: number): number {
  let depth = 0;
  for (let i = firstTokenFrom(tokens, start); i < tokens.length; i++) {
    const token = tokens[i];
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
    const next = tokens[i + 1]?.start ?? text.length;
    const isLast = text.slice(token.end, next).includes("\n");
    if (token.end > atLeast && depth <= 0 && isLast) return text.indexOf("\n", token.end);
  }
  return text.length;
}

function firstTokenFrom(tokens: readonly CToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
