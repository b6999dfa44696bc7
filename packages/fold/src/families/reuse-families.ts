import { type CText, listFunctions, type TreeReader } from "@kindred/c-source";
import type { FamiliesDocument, Family, Reimplemented } from "@kindred/clones";

/**
 * A family of one for each function that the tree has already and that is in no family of such: `fold` makes calls of
 * the helper of it. Functions of one file that repeat one helper are one family. What has moved since is left out.
 */
export function reuseFamilies(
  { families, reimplemented = [] }: Pick<FamiliesDocument, "families" | "reimplemented">,
  tree: TreeReader,
  memberPrefix: string,
): Family[] {
  const known = new Set(
    families.flatMap(({ existingHelper, members }) => (existingHelper ? members.map(placeOf) : [])),
  );
  const groups = new Map<string, Reimplemented[]>();
  for (const each of reimplemented) {
    if (known.has(placeOf(each))) continue;
    const key = `${each.file}\n${each.helperFile}\n${each.helper}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const ids = new Set(families.map(({ id }) => id));
  return [...groups].flatMap(([key, group]) => {
    const text = tree.readText(memberPrefix + group[0].file);
    return text === undefined ? [] : familyOf(key, group, text, tree, ids);
  });
}

function placeOf({ file, function: name }: { readonly file: string; readonly function: string }): string {
  return `${file}\n${name}`;
}

function familyOf(
  key: string,
  group: readonly Reimplemented[],
  text: CText,
  tree: TreeReader,
  ids: Set<string>,
): Family[] {
  const spans = listFunctions(text);
  const members = group.flatMap(({ file, startLine, function: name }) => {
    const span = spans.find((each) => each.name === name && each.startLine === startLine);
    return span ? [{ file, startLine, endLine: span.endLine, function: name }] : [];
  });
  const [{ helper, helperFile }] = group;
  const helperSpan = listFunctions(tree.readText(helperFile) ?? "").find(({ name }) => name === helper);
  if (members.length === 0 || !helperSpan) return [];
  const lines = members.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
  return [
    {
      id: freeId(key, ids),
      type: "type-1",
      grain: "function",
      similarity: 1,
      lines,
      removableLines: lines,
      strategy: "existing-helper",
      scope: "file",
      holes: [],
      members,
      existingHelper: { function: helper, file: helperFile, startLine: helperSpan.startLine },
    },
  ];
}

const FNV_PRIME = 0x01000193;
const FNV_SEED = 0x811c9dc5;

/** `K-` and 8 hex digits: a hash of what the family is of, which no other family has. */
function freeId(key: string, ids: Set<string>): string {
  for (let salt = ""; ; salt += "+") {
    let hash = FNV_SEED;
    for (const letter of key + salt) hash = Math.imul(hash ^ letter.charCodeAt(0), FNV_PRIME);
    const id = `K-${(hash >>> 0).toString(16).padStart(8, "0")}`;
    if (ids.has(id)) continue;
    ids.add(id);
    return id;
  }
}
