import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import { isFolder } from "../tree/is-folder.ts";

/** No mail of a person or of Kindred is larger. */
const MOST_BYTES = 64 << 20;

/**
 * Refuses a folder without a series, and one whose files are not files: it may come from a stranger, and to read a
 * pipe would wait for ever, a symlink would fetch what lies elsewhere.
 * @throws KindredError E_PATH or E_DATA
 */
export function requireSeries(output: string): void {
  const series = join(output, "series");
  if (!isFolder(series)) {
    const message = existsSync(output) ? `\`${output}\` holds no series.` : `\`${output}\` does not exist.`;
    throw new KindredError("E_PATH", message, "name the folder that `kindred fold … --output OUT` wrote");
  }
  for (const name of readdirSync(series))
    if (name.endsWith(".patch")) requireFile(join(series, name), MOST_BYTES);
  for (const name of ["ledger.json", "families.json", "skipped.json", "verdicts.json"]) {
    // Their size is the reader's matter: families of a whole kernel are larger than any mail.
    requireFile(join(output, name), Number.POSITIVE_INFINITY);
  }
}

function requireFile(path: string, most: number): void {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined || (status.isFile() && status.size <= most)) return;
  const cause = status.isFile() ? `it is larger than ${most >> 20} MB` : "it is no regular file";
  throw new KindredError(
    "E_DATA",
    `\`${path}\` cannot be used: ${cause}.`,
    "fold again, or put the file itself there",
  );
}
