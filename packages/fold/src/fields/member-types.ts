import { createTypeScope, type DeclaredType, type TreeReader } from "@kindred/c-source";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { Term } from "../syntax/term.ts";

/** Types of the objects that terms of a member name. */
export interface MemberTypes {
  /** With qualifiers, and arrays as arrays. */
  typeOf(term: Term): DeclaredType | undefined;
  /** Gives the parser's memory back. */
  free(): void;
}

/** Opens the declarations around a member. */
export function openTypes(member: FoldMember, scope: ConstantScope, tree: TreeReader): MemberTypes {
  const parsed = scope.parser.parseFunction(member.plainText);
  const types = createTypeScope(parsed, { file: member.file, tree });
  return {
    typeOf(term) {
      const node = parsed.root.descendantForIndex(term.start, term.end - 1);
      return node ? types.typeOfObject(node) : undefined;
    },
    free: () => parsed.free(),
  };
}
