import { realpathSync } from "node:fs";
import { KindredError } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import { damaged, readDocument } from "../json/read-document.ts";
import { isFolder } from "../tree/is-folder.ts";
import { findFamiliesFault } from "./families-fault.ts";

const HINT = "run find again: `kindred find PATH --format json=FILE`";

/**
 * Reads families.json back. The file may come from anywhere, so it is held against its schema and against what the
 * schema cannot say; a member that points out of the tree is refused.
 * @throws KindredError E_DATA, or E_PATH when the file or its tree is gone
 */
export function loadFamilies(path: string): FamiliesDocument {
  const document = readDocument(path, "families", HINT) as FamiliesDocument;
  const fault = findFamiliesFault(document);
  if (fault) throw damaged(path, `at ${fault.path}, ${fault.cause}`, HINT);
  return { ...document, root: existingRoot(path, document.root) };
}

function existingRoot(path: string, root: string): string {
  if (!isFolder(root)) {
    const shown = JSON.stringify(root).slice(1, -1);
    throw new KindredError("E_PATH", `The tree \`${shown}\` that \`${path}\` was made from is gone.`, HINT);
  }
  return realpathSync(root);
}
