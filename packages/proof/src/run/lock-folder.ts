import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const WAIT_MS = 1000;
const LONGEST_MS = 3_600_000;

/**
 * Keeps other processes of Kindred out of a folder until the function it gives is called; waits while another one keeps it.
 * The lock of a process that is gone counts for nothing. Undefined when another kept it for too long.
 */
export async function lockFolder(
  folder: string,
  onWait: (process: number) => void,
  longest = LONGEST_MS,
): Promise<(() => Promise<void>) | undefined> {
  const path = join(folder, "lock");
  for (let waited = 0; waited <= longest; waited += WAIT_MS) {
    const holder = await tryLock(path);
    if (holder === undefined) return unlocker(path);
    onWait(holder);
    await sleep(WAIT_MS);
  }
  return undefined;
}

/** Gives the lock back, once: after that it may be another's. */
function unlocker(path: string): () => Promise<void> {
  let isHeld = true;
  return async () => {
    if (isHeld) await rm(path, { force: true });
    isHeld = false;
  };
}

/** The process that holds the lock; undefined when it is ours now. */
async function tryLock(path: string): Promise<number | undefined> {
  const isOurs = await writeFile(path, `${process.pid}\n`, { flag: "wx" }).then(
    () => true,
    () => false,
  );
  if (isOurs) return undefined;
  const holder = Number(await readFile(path, "utf8").catch(() => "0"));
  if (holder === process.pid || isAlive(holder)) return holder;
  await rm(path, { force: true });
  return holder;
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // another user's
  }
}
