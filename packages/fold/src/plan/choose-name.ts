import { folderOf } from "../members/folder-of.ts";
import { ownMacros } from "../members/macro-table.ts";
import { driverName } from "../naming/helper-name.ts";
import { sharedStem } from "../naming/shared-stem.ts";
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
  if (design.helper.existing) return design.helper.existing.span.name;
  const { request, taken, sources } = planning;
  const gone = design.sites.filter((_, i) => removals.calls.has(i)).map(({ member }) => member);
  const files = [...new Set(design.sites.flatMap(({ member }) => ownMacros(member.file, sources).files))];
  const folders = home.header ? foldersInSight(design, home) : [];
  const isFree = (name: string): boolean => {
    const heirs = new Set(gone.filter(({ span }) => span.name === name).map(({ file }) => file));
    const isSpareIn = (folder: string): boolean => {
      const beside = [...heirs].filter((file) => folderOf(file) === folder);
      return sources.countIn(folder, name) <= beside.length;
    };
    const isSpare =
      files.every((file) => !file.words.has(name) || heirs.has(file)) && folders.every(isSpareIn);
    return isSpare && !taken.has(name) && (heirs.size > 0 || (request.isNameFree?.(name) ?? true));
  };
  // A driver may be called `3c59x`.
  const names = design.helper.suggestNames(ownerOf(design, home)).filter((name) => /^[A-Za-z_]/.test(name));
  return names.find(isFree);
}

/** Folders whose files may see what the home's header declares. */
function foldersInSight({ sites }: FoldDesign, { file, header }: HelperHome): string[] {
  const files = [file, ...(header ? [header] : []), ...sites.map(({ member }) => member.file)];
  return [...new Set(files.map(folderOf))];
}

/** Whose name stands in front of a helper's that needs one: the driver's, or what drivers that share it have in common. */
function ownerOf({ sites }: FoldDesign, { file, shared, library }: HelperHome): string {
  return shared || library
    ? sharedStem(sites.map(({ member }) => member.file.path)).replace(/\W/g, "_")
    : driverName(file.path);
}
