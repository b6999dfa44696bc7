import { spawnSync } from "node:child_process";

/** Wall and CPU seconds and peak megabytes of a command, by GNU time; undefined when it fails, which is told. */
export function measure(name, command) {
  const run = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", ...command], { encoding: "utf8", maxBuffer: 1 << 28 });
  const { status, stderr, error } = run;
  if (error !== undefined || status !== 0) {
    console.log(`${name}: not measured (${error?.message ?? stderr.trim().split("\n").at(-1)})`);
    return undefined;
  }
  const [wall, user, system, kilobytes] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { wall, cpu: user + system, memory: kilobytes / 1024, output: run.stdout };
}
