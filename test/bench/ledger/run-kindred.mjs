import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const KINDRED = resolve(import.meta.dirname, "../../../packages/cli/dist/kindred.js");

/**
 * Runs the built command; its stderr goes to ours. Tells the wall time in seconds, the CPU time and the peak memory
 * (MB) of its process with all threads; what the command itself starts (git, compilers) is not counted.
 */
export async function runKindred(args, { accepted = [0], cwd } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), "kindred-usage-"));
  const usageFile = join(scratch, "usage.json");
  const hook = `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from "node:fs"; import { isMainThread } from "node:worker_threads";
     if (isMainThread) process.on("exit", () => writeFileSync(${JSON.stringify(usageFile)}, JSON.stringify(process.resourceUsage())));`,
  )}`;
  try {
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, ["--import", hook, KINDRED, ...args], {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = await once(child, "exit");
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (!accepted.includes(code)) throw new Error(`kindred ${args.join(" ")}: exit ${code}`);
    const usage = JSON.parse(readFileSync(usageFile, "utf8"));
    return {
      seconds,
      cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
      megabytes: Math.round(usage.maxRSS / 1024),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
