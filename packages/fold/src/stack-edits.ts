import type { Edit } from "@kindred/c-source";

/**
 * The edits of one plan on top of those of earlier ones, all in coordinates of the same original. What is put behind a
 * line stands right behind it, ahead of what was put there before, as it does when the folds' codemods run one after
 * the other; an `#include` that is there already is not added again, nor is a line that builds or selects a library, and
 * includes at one point are sorted; all else that is inserted at one point keeps its order.
 */
export function stackEdits(before: readonly Edit[], edits: readonly Edit[]): readonly Edit[] {
  const added = edits.filter(
    (edit) => !(isInclude(edit) || isBuildLine(edit)) || !before.some((each) => isSame(each, edit)),
  );
  const includes = [...before, ...added].filter(isInclude).sort((a, b) => (a.text < b.text ? -1 : 1));
  return [
    ...includes,
    ...added.filter(isBehindLine),
    ...before.filter((edit) => !isInclude(edit)),
    ...added.filter((edit) => !isInclude(edit) && !isBehindLine(edit)),
  ];
}

function isInclude({ start, end, text }: Edit): boolean {
  return start === end && /^\n?#include [^\n]+\n\n?$/.test(text);
}

/** What several folds add alike for a library module that they share: lines that no C file has. */
function isBuildLine({ start, end, text }: Edit): boolean {
  return (
    start === end && /^(?:\n\tselect \w+|obj-\$\(CONFIG_\w+\).*\n|config \w+\n\ttristate\n\n)$/.test(text)
  );
}

function isBehindLine({ start, end, text }: Edit): boolean {
  return start === end && text.startsWith("\n") && !text.endsWith("\n");
}

function isSame(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.text === b.text;
}
