import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { giveUpFolder, keepTrackOfFolder } from "./on-interruption.ts";

/** Gives `work` a folder of its own, which is gone afterwards, also when this process is interrupted. */
export async function withScratchFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `kindred-${name}-`));
  keepTrackOfFolder(folder);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    giveUpFolder(folder);
  }
}
