import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CText, decodeC, KindredError } from "@kindred/c-source";
import { type LibraryFiles, MAX_BYTES, MAX_FILES } from "@kindred/library";
import { findNearestName } from "../arguments/nearest-name.ts";
import { listShipped, shippedPath } from "../shipped-files.ts";

/** A library's folder by its path, or by the name of a shipped one. @throws KindredError E_USAGE */
export function findLibrary(given: string, cwd: string): string {
  const path = resolve(cwd, given);
  if (existsSync(join(path, "library.json"))) return path;
  const shipped = listShipped("lib-templates", "library.json");
  const name = given.replace(/\/$/, "").split("/").at(-1)!;
  if (shipped.includes(given) || (given.startsWith("lib-templates/") && shipped.includes(name)))
    return shippedPath("lib-templates", name);
  if (existsSync(path))
    throw new KindredError(
      "E_USAGE",
      `\`${given}\` is no library: it has no library.json.`,
      "name the folder that holds library.json",
    );
  const nearest = findNearestName(name, shipped);
  throw new KindredError(
    "E_USAGE",
    `There is no library \`${given}\`.`,
    nearest
      ? `did you mean \`${nearest}\`?`
      : `shipped are ${shipped.join(", ")}; others are named by their path`,
  );
}

/** The files of a library's folder. Symlinks are refused: the folder may come from a stranger. @throws KindredError E_DATA */
export function readLibrary(folder: string): LibraryFiles {
  const files = new Map<string, CText>();
  let bytes = 0;
  for (const name of listFiles(folder, "")) {
    const path = join(folder, name);
    bytes += statSync(path).size;
    if (files.size >= MAX_FILES || bytes > MAX_BYTES)
      throw new KindredError(
        "E_DATA",
        `\`${folder}\` is too large for a library.`,
        `a library has at most ${MAX_FILES} files and ${MAX_BYTES >> 20} MB`,
      );
    files.set(name, decodeC(readFileSync(path)));
  }
  return files;
}

function listFiles(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) return listFiles(folder, `${name}/`);
    if (entry.isFile()) return [name];
    throw new KindredError(
      "E_DATA",
      `\`${join(folder, name)}\` is neither a file nor a folder.`,
      "libraries hold no symlinks; put the file itself there",
    );
  });
}
