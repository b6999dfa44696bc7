import { applyEdits, type CText, type Edit, type TreeReader } from "@kindred/c-source";
import { type FileEdits, stackEdits } from "@kindred/fold";
import { diffSteps, type FileChange, type TreeDiff } from "@kindred/proof";

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
      for (const { file, edits } of change) taken.set(file, stackEdits(taken.get(file) ?? [], edits));
    },
  };
}

/** One file of a change, on top of `state`, or of `taken` where that says nothing yet; `state` then has it too. */
function step(
  tree: TreeReader,
  { file, edits, base }: FileEdits,
  taken: ReadonlyMap<string, readonly Edit[]>,
  state: Map<string, readonly Edit[]>,
): FileChange {
  const original = tree.readText(file);
  const textOf = (all: readonly Edit[]): CText | null =>
    original === undefined && all.length === 0 ? null : applyEdits(original ?? base ?? "", all);
  const before = state.get(file) ?? taken.get(file) ?? [];
  const after = stackEdits(before, edits);
  state.set(file, after);
  return { file, before: textOf(before), after: textOf(after) };
}
