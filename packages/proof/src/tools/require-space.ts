import { statfs } from "node:fs/promises";
import { type ErrorCode, KindredError } from "@kindred/c-source";

/** With less than that a program that fails in a folder fails for want of space, whatever it says. */
const LEAST = 1 << 20;

/** @throws KindredError E_OUTPUT when the disk of a folder is full */
export async function requireSpace(folder: string, cause?: unknown): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= LEAST) return;
  throw new KindredError(
    "E_OUTPUT" satisfies ErrorCode,
    `\`${folder}\` cannot be written: the disk is full.`,
    "free some space, or name another folder for temporary files in TMPDIR",
    { cause },
  );
}
