import { dice, type LeafBag, leafBag } from "../anti-unify/leaf-likeness.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { folderOf } from "../members/folder-of.ts";
import { growParts, type PartTrial } from "./grow-parts.ts";
import { shapeKey } from "./shape-key.ts";

/** What members of one file, and of one folder, have in common beyond their text: a helper finds its place there. */
const SAME_FILE = 0.2;
const SAME_FOLDER = 0.1;

/** The folds of a family's parts, when the whole cannot be folded; a family of two has no parts. */
export function foldParts<Fold>(
  members: readonly FoldMember[],
  tryFold: (members: readonly FoldMember[]) => PartTrial<Fold> | undefined,
): Fold[] {
  if (members.length < 3) return [];
  const bags = new Map(
    members.map((member) => [member, leafBag(member.term, (leaf) => member.names.at.has(leaf.start))]),
  );
  return growParts(members, sameShapes(members), {
    likeness: (a, b) => likeness(a, b, bags),
    tryFold,
  });
}

/** Positions of members of one file that differ in values only. */
export function sameShapes(members: readonly FoldMember[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, member] of members.entries()) {
    const key = `${member.file.path}\n${shapeKey(member)}`;
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()].filter((group) => group.length > 1 && group.length < members.length);
}

function likeness(a: FoldMember, b: FoldMember, bags: ReadonlyMap<FoldMember, LeafBag>): number {
  const near = a.file === b.file ? SAME_FILE : folderOf(a.file) === folderOf(b.file) ? SAME_FOLDER : 0;
  return dice(bags.get(a)!, bags.get(b)!) + near;
}
