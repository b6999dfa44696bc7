import type { NoRun, RunContext } from "./emulator.ts";
import { lockFolder } from "./lock-folder.ts";

/** Keeps the folder of a small kernel for this process, and says so when it must wait for another one. */
export async function keepKernelFolder(
  { onProgress }: RunContext,
  folder: string,
): Promise<(() => Promise<void>) | NoRun> {
  const unlock = await lockFolder(folder, (process) =>
    onProgress(`waiting for process ${process}, which builds in ${folder}`),
  );
  const reason = `Another process builds in ${folder} all the time.`;
  return unlock ?? { kind: "none", cause: "unavailable", reason };
}
