import type { TreeReader } from "@kindred/c-source";
import type { LoadedFamily } from "../families/loaded-family.ts";
import { openTypes } from "../members/member-types.ts";
import type { HolePlace } from "./hole-place.ts";
import { assignment, outwards } from "./target-type.ts";

/** The type of a parameter for strings: `char *` where some place assigns it to one, which must not lose a `const`. */
export function stringType(
  places: readonly HolePlace[],
  { members, scopes }: LoadedFamily,
  tree: TreeReader,
): "char *" | "const char *" {
  for (const [index, member] of members.entries()) {
    const types = openTypes(member, scopes[index].parser, tree);
    try {
      for (const place of places) {
        const inner = place.node.terms[index];
        const around = outwards(place, index)[0];
        const left = inner && around && assignment(around, inner)?.left;
        const type = left && types.typeOf(left);
        if (type?.base === "char" && type.pointers === 1) return "char *";
      }
    } finally {
      types.free();
    }
  }
  return "const char *";
}
