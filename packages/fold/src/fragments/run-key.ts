import { leavesOf } from "../syntax/term.ts";
import type { PlannedRun } from "./fragment-interface.ts";

/** What is equal in runs that differ in names of locals and in literals only, and that ask the same of their functions. */
export function runKey({ flow, exits, locals }: PlannedRun): string {
  const slots = new Map(locals.map(({ variable }, slot) => [variable.id, slot]));
  const words = flow.run.statements.flatMap((statement) =>
    leavesOf(statement).map((leaf) => {
      const id = flow.localAt.get(leaf.start);
      if (id !== undefined) return `#${slots.get(id)}`;
      return /literal$/.test(leaf.type) ? "0" : leaf.text;
    }),
  );
  const asked = locals.map(({ isObject, isDeclaredInside }) => `${+isObject}${+isDeclaredInside}`);
  return [exits.kind, ...asked, ...words].join(" ");
}
