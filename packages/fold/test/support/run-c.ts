import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Compiles C files with `gcc -Wall -Wextra -Werror`, links and runs them; gives back what the program prints. */
export function runC(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kindred-fold-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, "latin1");
    const sources = Object.keys(files).filter((name) => name.endsWith(".c"));
    const flags = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-o", "program"];
    execFileSync("gcc", [...flags, ...sources], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    return execFileSync(join(folder, "program"), { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
