import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Applies a whole series with `git am` to a scratch repository that holds the files it touches, and counts what that
 * changed as git does. @returns the repository's folder and the lines removed and added.
 */
export function applySeries(kernel, out, ledger, folder) {
  const repository = join(folder, "applied");
  mkdirSync(repository);
  for (const file of new Set(ledger.patches.flatMap((patch) => patch.files))) {
    if (!existsSync(join(kernel, file))) continue;
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    cpSync(join(kernel, file), join(repository, file));
  }
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=ledger", "-c", "user.email=ledger@localhost", "-c", "gc.auto=0", ...args], {
      cwd: repository,
      encoding: "latin1",
      maxBuffer: 1 << 28,
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    });
  git("init", "--quiet");
  git("add", "--all", "--force");
  git("commit", "--quiet", "--allow-empty", "--message", "as it is");
  git("tag", "before");
  const patches = readdirSync(join(out, "series"))
    .filter((name) => !name.startsWith("0000-"))
    .sort();
  for (let at = 0; at < patches.length; at += 500) {
    const names = patches.slice(at, at + 500).map((name) => join(out, "series", name));
    git("am", "--quiet", "--keep-cr", "--whitespace=nowarn", ...names);
  }
  let removed = 0;
  let added = 0;
  for (const line of git("diff", "--numstat", "--no-renames", "before", "HEAD").split("\n").filter(Boolean)) {
    const [more, less] = line.split("\t").map(Number);
    added += more;
    removed += less;
  }
  return { repository, patches: patches.length, removed, added };
}
