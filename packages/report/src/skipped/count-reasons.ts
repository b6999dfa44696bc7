import type { Skipped } from "@kindred/c-source";

export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** How often each reason occurs, most frequent first, then by name. */
export function countReasons(skipped: readonly Skipped[]): ReasonCount[] {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
