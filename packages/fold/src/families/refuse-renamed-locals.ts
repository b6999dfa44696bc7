/**
 * A local that members call by different names gets one name in the helper. That is no difference, unless a macro looks
 * at the name: one that uses a local it is not given (`#define rd32(reg) readl(hw->base + (reg))`), or one that makes
 * something else of an argument that only looks like the local (`SET(in, qpn, qpn)`, where the first is a member).
 */
import { takesName } from "../flow/macro-demands.ts";
import { namesInMacro } from "../flow/macro-effects.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { childIn, type Term, walkTerm } from "../syntax/term.ts";
import type { LoadedFamily } from "./loaded-family.ts";

/** Why the members' locals cannot all get the names of one; undefined when they can. */
export function refuseRenamedLocals(loaded: LoadedFamily): Refusal | undefined {
  const renamed = renamedLocals(loaded);
  for (const [i, member] of loaded.members.entries()) {
    const names = renamed[i]!;
    if (names.size === 0) continue;
    const found = findNameTaker(member, names, loaded.scopes[i]!);
    if (found !== undefined)
      return refuse(
        "macro-hides-local",
        `${found.macro} in ${member.member.function}() looks at the name ${found.name}, which is another in other members.`,
      );
  }
  return undefined;
}

/** For each member, the names of its own that are others elsewhere. */
function renamedLocals({ members, unifier: { pairs } }: LoadedFamily): Set<string>[] {
  const renamed = members.map(() => new Set<string>());
  const [first] = members;
  for (const id of first!.names.names.keys()) {
    if (id === first!.names.self) continue;
    const names = members.map(({ names: own }, i) => {
      const partner = pairs.partner(id, 0, i);
      return partner === undefined ? undefined : own.names[partner];
    });
    if (names.every((name) => name === undefined || name === names[0])) continue;
    names.forEach((name, i) => {
      if (name !== undefined) renamed[i]!.add(name);
    });
  }
  return renamed;
}

interface NameTaker {
  readonly macro: string;
  readonly name: string;
}

function findNameTaker(
  { term, names }: FoldMember,
  renamed: ReadonlySet<string>,
  scope: ConstantScope,
): NameTaker | undefined {
  let found: NameTaker | undefined;
  walkTerm(term, (part) => {
    if (found) return;
    if (part.type === "identifier" && !names.at.has(part.start)) {
      const inside = [...namesInMacro(scope, part.text).keys()].find((word) => renamed.has(word));
      if (inside !== undefined) found = { macro: part.text, name: inside };
    }
    const taken = part.type === "call_expression" ? takenByCall(part, renamed, scope) : undefined;
    if (taken) found = taken;
  });
  return found;
}

function takenByCall(call: Term, renamed: ReadonlySet<string>, scope: ConstantScope): NameTaker | undefined {
  const macro = childIn(call, "function")?.text ?? "";
  const args = childIn(call, "arguments")?.children.filter((child) => child.named) ?? [];
  const index = args.findIndex(
    (arg, at) => arg.type === "identifier" && renamed.has(arg.text) && takesName(macro, at, scope),
  );
  return index < 0 ? undefined : { macro, name: args[index]!.text };
}
