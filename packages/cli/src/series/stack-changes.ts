import { applyEdits, type CText, type Edit, type TreeReader } from "@kindred/c-source";
import { diffSteps, type FileChange, type TreeDiff } from "@kindred/proof";

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
  /** The diffs of several changes, each on top of what was taken before and of those before it in the list. */
  diffEach(changes: readonly (readonly FileEdits[])[]): Promise<readonly TreeDiff[]>;
  /** Makes the edits part of the state. */
  take(change: readonly FileEdits[]): void;
}

export function createChangeStack(tree: TreeReader): ChangeStack {
  const taken = new Map<string, readonly Edit[]>();
  const diffEach: ChangeStack["diffEach"] = (changes) => {
    const state = new Map<string, readonly Edit[]>();
    return diffSteps(changes.map((change) => change.map((edits) => step(tree, edits, taken, state))));
  };
  return {
    diff: async (change) => (await diffEach([change]))[0]!,
    diffEach,
    take: (change) => {
      for (const { file, edits } of change) taken.set(file, stacked(taken.get(file) ?? [], edits));
    },
  };
}

/** One file of a change, on top of `state`, or of `taken` where that says nothing yet; `state` then has it too. */
function step(
  tree: TreeReader,
  { file, edits }: FileEdits,
  taken: ReadonlyMap<string, readonly Edit[]>,
  state: Map<string, readonly Edit[]>,
): FileChange {
  const original = tree.readText(file);
  const textOf = (all: readonly Edit[]): CText | null =>
    original === undefined && all.length === 0 ? null : applyEdits(original ?? "", all);
  const before = state.get(file) ?? taken.get(file) ?? [];
  const after = stacked(before, edits);
  state.set(file, after);
  return { file, before: textOf(before), after: textOf(after) };
}

/**
 * Edits on top of others. What is put behind a line stands right behind it, ahead of what was put there before, as it
 * does when the folds' codemods run one after the other; all else that is inserted at one point keeps its order.
 */
function stacked(before: readonly Edit[], edits: readonly Edit[]): readonly Edit[] {
  const isBehindLine = ({ start, end, text }: Edit): boolean =>
    start === end && text.startsWith("\n") && !text.endsWith("\n");
  return [...edits.filter(isBehindLine), ...before, ...edits.filter((edit) => !isBehindLine(edit))];
}
