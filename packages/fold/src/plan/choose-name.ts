import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile } from "../members/source-file.ts";
import { driverName } from "../naming/helper-name.ts";
import type { FoldDesign } from "../place/fold-design.ts";
import type { HelperHome } from "../place/helper-home.ts";
import type { Removals } from "../place/removable-members.ts";
import type { Planning } from "./planning.ts";

/** A name that no file in sight bears; a member that goes away may leave its own to the helper. */
export function chooseName(
  design: FoldDesign,
  home: HelperHome,
  removals: Removals,
  planning: Planning,
): string | undefined {
  const { request, taken } = planning;
  const gone = design.sites.filter((_, i) => removals.calls.has(i)).map(({ member }) => member);
  const files = filesInSight(design, home, planning);
  const isFree = (name: string): boolean => {
    const heirs = gone.filter(({ span }) => span.name === name).map(({ file }) => file);
    const isSpare = files.every((file) => !file.words.has(name) || heirs.includes(file));
    return isSpare && !taken.has(name) && (heirs.length > 0 || (request.isNameFree?.(name) ?? true));
  };
  return design.helper.suggestNames(driverName(home.file.path)).find(isFree);
}

/** The members' files and their own headers; for a helper that other files see, all C of the folder as well. */
function filesInSight({ sites }: FoldDesign, home: HelperHome, { sources, request }: Planning): SourceFile[] {
  const files = new Set(sites.flatMap(({ member }) => ownMacros(member.file, sources).files));
  if (home.header) {
    const folder = home.file.path.slice(0, home.file.path.lastIndexOf("/"));
    for (const name of request.tree.list(folder)) {
      const file = /\.[ch]$/.test(name) ? sources.open(`${folder}/${name}`) : undefined;
      if (file) files.add(file);
    }
  }
  return [...files];
}
