import { join } from "node:path";
import { table } from "./table.mjs";

/** What was found and folded in each class of drivers: the folder below `drivers/`, or the top one outside of it. */
export function classTable({ root, families }, kernel, { patches }) {
  const prefix = root.slice(kernel.length + 1);
  const rows = new Map();
  const rowOf = (path) => {
    const [top, next] = path.split("/");
    const name = top === "drivers" ? next : top;
    const row = rows.get(name) ?? { found: 0, folded: new Set(), patches: 0, files: new Set(), removed: 0, added: 0 };
    rows.set(name, row);
    return row;
  };
  for (const { members } of families) rowOf(join(prefix, members[0].file)).found++;
  for (const { family, otherFamilies = [], files, removed, addedCalls, addedHelpers } of patches) {
    const row = rowOf(files.find((file) => file.endsWith(".c")) ?? files[0]);
    for (const id of [family, ...otherFamilies]) row.folded.add(id);
    row.patches++;
    for (const file of files) row.files.add(file);
    row.removed += removed;
    row.added += addedCalls + addedHelpers;
  }
  const shown = [...rows]
    .map(([name, { found, folded, patches: count, files, removed, added }]) => [
      name, found, folded.size, count, files.size, removed, added, removed - added,
    ])
    .sort((a, b) => b[7] - a[7] || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return table(["class", "families", "folded", "patches", "files", "removed", "added", "net"], shown);
}
