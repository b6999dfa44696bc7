/** The mails of a series, and the paths that each names. */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type CText, decodeC, KindredError } from "@kindred/c-source";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import type { SeriesMail } from "./apply-at-once.ts";
import { checkTreePath } from "./diff-trees.ts";
import { runGit } from "./git-command.ts";

export interface Mail extends SeriesMail {
  /** File name. */
  readonly name: string;
  readonly text: CText;
}

/**
 * All mails of a folder in order.
 * @throws KindredError E_PATH when the folder holds no patches.
 */
export async function readMails(seriesDirectory: string): Promise<Mail[]> {
  const names = await listPatches(seriesDirectory);
  const directory = resolve(seriesDirectory);
  return Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      const text = decodeC(await readFile(path));
      return { name, path, text, files: touchedFiles(await decodedText(path, text)) };
    }),
  );
}

async function listPatches(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new KindredError(
      "E_PATH",
      `${folder}: there is no such folder.`,
      "Give the folder that `kindred fold --output` wrote.",
    );
  });
  const patches = names.filter((name) => name.endsWith(".patch") && !name.startsWith("0000-")).sort();
  if (patches.length > 0) return patches;
  throw new KindredError(
    "E_PATH",
    `${folder}: there are no patches.`,
    "Give a folder with mails named `0001-….patch`.",
  );
}

/** Every path that a patch names in its headers; a few too many do no harm. */
function touchedFiles(patch: CText): string[] {
  const files = new Set<string>();
  const headers = /^(?:--- a\/|\+\+\+ b\/|rename from |rename to |diff --git a\/.* b\/)([^\t\r\n]+)/gm;
  for (const [, name] of patch.matchAll(headers)) {
    const file = Buffer.from(name!, "latin1").toString("utf8");
    if (isTreePath(file)) files.add(file);
  }
  return [...files].sort();
}

/** What a mail says once its transfer encoding is undone, as git does it. */
async function decodedText(path: string, text: CText): Promise<CText> {
  if (!/^Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)/im.test(text)) return text;
  return withScratchFolder("mail", async (folder) => {
    const patch = join(folder, "patch");
    const result = await runGit(["mailinfo", join(folder, "message"), patch], {
      cwd: folder,
      input: await readFile(path),
    });
    const isRead = result.outcome === "exited" && result.code === 0;
    return isRead ? decodeC(await readFile(patch)) : text;
  });
}

function isTreePath(file: string): boolean {
  try {
    checkTreePath(file);
    return true;
  } catch {
    return false; // git am refuses such a patch, and says so
  }
}
