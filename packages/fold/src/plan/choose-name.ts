import { ownMacros } from "../members/macro-table.ts";
import { driverName } from "../naming/helper-name.ts";
import type { FoldDesign } from "../place/fold-design.ts";
import type { HelperHome } from "../place/helper-home.ts";
import type { Removals } from "../place/removable-members.ts";
import type { Planning } from "./planning.ts";

/**
 * A name that no file in sight bears: of the members' files, their own headers and, for a helper that other files
 * see, all C of its folder. A member that goes away may leave its own to the helper.
 */
export function chooseName(
  design: FoldDesign,
  home: HelperHome,
  removals: Removals,
  planning: Planning,
): string | undefined {
  const { request, taken, sources } = planning;
  const gone = design.sites.filter((_, i) => removals.calls.has(i)).map(({ member }) => member);
  const files = [...new Set(design.sites.flatMap(({ member }) => ownMacros(member.file, sources).files))];
  const folder = home.file.path.slice(0, home.file.path.lastIndexOf("/"));
  const isFree = (name: string): boolean => {
    const heirs = new Set(gone.filter(({ span }) => span.name === name).map(({ file }) => file));
    const beside = [...heirs].filter((file) => file.path.slice(0, file.path.lastIndexOf("/")) === folder);
    const isSpare =
      files.every((file) => !file.words.has(name) || heirs.has(file)) &&
      (!home.header || sources.countIn(folder, name) <= beside.length);
    return isSpare && !taken.has(name) && (heirs.size > 0 || (request.isNameFree?.(name) ?? true));
  };
  // A driver may be called `3c59x`.
  const names = design.helper
    .suggestNames(driverName(home.file.path))
    .filter((name) => /^[A-Za-z_]/.test(name));
  return names.find(isFree);
}
