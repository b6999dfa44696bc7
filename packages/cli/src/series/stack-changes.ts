import { applyEdits, type CText, type Edit, type TreeReader } from "@kindred/c-source";
import { diffTrees, type TreeDiff } from "@kindred/proof";

/** Edits of one file, in coordinates of the file as it stands in the tree. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/**
 * The state of the files along a series. Every change is given in coordinates of the original tree and no two
 * touch the same bytes, so the state after patch k is the original with the edits of patches 1 to k.
 */
export interface ChangeStack {
  /** The diff that the edits would make on top of what was taken before. */
  diff(change: readonly FileEdits[]): Promise<TreeDiff>;
  /** Makes the edits part of the state. */
  take(change: readonly FileEdits[]): void;
}

export function createChangeStack(tree: TreeReader): ChangeStack {
  const taken = new Map<string, readonly Edit[]>();
  const stateOf = (file: string, edits: readonly Edit[]): CText | null => {
    const original = tree.readText(file);
    return original === undefined && edits.length === 0 ? null : applyEdits(original ?? "", edits);
  };
  const editsWith = ({ file, edits }: FileEdits): readonly Edit[] => [...(taken.get(file) ?? []), ...edits];
  return {
    diff: (change) =>
      diffTrees(
        change.map((fileEdits) => ({
          file: fileEdits.file,
          before: stateOf(fileEdits.file, taken.get(fileEdits.file) ?? []),
          after: stateOf(fileEdits.file, editsWith(fileEdits)),
        })),
      ),
    take: (change) => {
      for (const fileEdits of change) taken.set(fileEdits.file, editsWith(fileEdits));
    },
  };
}
