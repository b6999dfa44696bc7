import type { FoldDesign } from "../place/fold-design.ts";
import type { FoldOperation } from "../place/fold-operation.ts";
import type { Removals } from "../place/removable-members.ts";
import type { GroupDesign } from "./design-group.ts";

/** From so many values on, constant data reads better than parameters. */
const WORTH_DATA = 3;

/**
 * Families that have no need of constant data: few values, none of which another family has, and no calls from or to
 * the others. When no family needs it, all of them.
 */
export function findIdleParts({ parts, values, callees, fields }: GroupDesign): number[] {
  const isLinked = (part: number): boolean => callees[part].size > 0 || callees.some((set) => set.has(part));
  const isNeedy = (part: number): boolean => values[part].length >= WORTH_DATA || callees[part].size > 0;
  const users = new Map<string, number>();
  const keysOf = (part: number): readonly string[] => fieldKeys[part];
  const fieldKeys = values.map((list) => list.map((value) => value.values.join("\n")));
  for (const keys of fieldKeys) for (const key of new Set(keys)) users.set(key, (users.get(key) ?? 0) + 1);
  const shares = (part: number): boolean =>
    keysOf(part).length > 0 && keysOf(part).every((key) => (users.get(key) ?? 0) > 1);
  const all = [...parts.keys()];
  if (fields.length === 0 || !all.some(isNeedy)) return all;
  return all.filter((part) => !isNeedy(part) && !isLinked(part) && !shares(part));
}

/** Families that no other calls and whose helper is as long as what it saves. */
export function findLosingParts(
  { parts, callees, helpers }: GroupDesign,
  removals: readonly Removals[],
): number[] {
  return [...parts.keys()].filter((part) => {
    const isCalled = callees.some((set) => set.has(part));
    return !isCalled && savedBy(parts[part], helpers[part], removals[part]) <= 0;
  });
}

/** Lines that a helper saves, the constant data and comments aside. */
function savedBy({ sites, helper }: FoldDesign, name: string, { calls }: Removals): number {
  const saved = sites.map(({ member: { span }, leave }, i) => {
    const lines = span.endLine - span.startLine + 1;
    return calls.has(i) ? lines + 1 : lines - Math.max(...leave(name).map(textLines));
  });
  return saved.reduce((sum, lines) => sum + lines, 0) - helper.define(name, "static").split("\n").length - 1;
}

function textLines(operation: FoldOperation): number {
  return "text" in operation ? operation.text.split("\n").length : 0;
}
