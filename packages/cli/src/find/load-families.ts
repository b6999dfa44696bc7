import { readFileSync, realpathSync } from "node:fs";
import { KindredError } from "@kindred/c-source";
import type { FamiliesDocument, Family, Member } from "@kindred/clones";

/**
 * Reads families.json back. The file may come from anywhere, so its shape is checked down to each member, and a
 * member that points out of the tree is refused.
 * @throws KindredError E_DATA
 */
export function loadFamilies(path: string): FamiliesDocument {
  const document = parse(path);
  if (document.schemaVersion !== 1 || typeof document.root !== "string" || !Array.isArray(document.families))
    throw damaged(path, "it is not a families document of version 1");
  for (const [index, family] of document.families.entries()) {
    if (!isFamily(family)) throw damaged(path, `family ${index + 1} is malformed`);
  }
  return { ...document, root: existingRoot(path, document.root) };
}

function parse(path: string): FamiliesDocument {
  try {
    const document: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof document === "object" && document !== null) return document as FamiliesDocument;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new KindredError(
        "E_PATH",
        `\`${path}\` does not exist.`,
        "write it with `kindred find PATH --format json=FILE`",
      );
    throw damaged(path, (error as Error).message);
  }
  throw damaged(path, "it is not a JSON object");
}

function existingRoot(path: string, root: string): string {
  try {
    return realpathSync(root);
  } catch {
    throw new KindredError(
      "E_PATH",
      `The tree \`${root}\` that \`${path}\` was made from is gone.`,
      "find the families again",
    );
  }
}

function isFamily(family: Family): boolean {
  const hasNames =
    typeof family?.id === "string" &&
    /^K-[0-9a-f]{8}$/.test(family.id) &&
    typeof family.strategy === "string";
  return (
    hasNames &&
    Array.isArray(family.members) &&
    family.members.every(isMember) &&
    Array.isArray(family.holes) &&
    family.holes.every((hole) => Array.isArray(hole?.values))
  );
}

function isMember(member: Member): boolean {
  const hasPlace =
    typeof member?.file === "string" &&
    Number.isInteger(member.startLine) &&
    Number.isInteger(member.endLine) &&
    typeof member.function === "string";
  return (
    hasPlace && member.startLine > 0 && !member.file.startsWith("/") && !member.file.split("/").includes("..")
  );
}

function damaged(path: string, cause: string): KindredError {
  return new KindredError(
    "E_DATA",
    `\`${path}\` cannot be used: ${cause}.`,
    "write it anew with `kindred find PATH --format json=FILE`",
  );
}
