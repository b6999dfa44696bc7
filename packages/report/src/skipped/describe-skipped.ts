import type { Skipped } from "@kindred/c-source";
import { cleanLine } from "../format/clean-text.ts";
import { formatCount } from "../format/format-number.ts";
import { countReasons } from "./count-reasons.ts";

const REASONS_SHOWN = 4;

/** `412 skipped: 300 parse-error, 112 too-large (--list-skipped)`, or `nothing skipped`. */
export function describeSkipped(skipped: readonly Skipped[], total = skipped.length): string {
  if (total === 0) return "nothing skipped";
  const reasons = countReasons(skipped);
  const named = reasons
    .slice(0, REASONS_SHOWN)
    .map(({ reason, count }) => `${formatCount(count)} ${cleanLine(reason)}`);
  if (reasons.length > REASONS_SHOWN) named.push("…");
  const list = named.length === 0 ? "" : `: ${named.join(", ")}`;
  return `${formatCount(total)} skipped${list} (--list-skipped)`;
}
