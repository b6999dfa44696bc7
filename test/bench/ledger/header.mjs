import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What was measured, of which commit, when and how: the paths of this machine are left out. */
export function header(kernel, folders, { build, families, keep, "cache-dir": cache, ...options }) {
  const git = (...args) =>
    execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const flags = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : value === true ? [`--${name}`] : [`--${name} ${value}`],
  );
  const places = Object.entries({ build, families, keep, "cache-dir": cache }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${name.toUpperCase()}`],
  );
  const isChanged = git("status", "--porcelain", "--untracked-files=no") !== "";
  return [
    `# Folding ${folders.join(", ")} of Linux ${versionOf(kernel)}`,
    "",
    `- Kindred ${git("rev-parse", "--short=12", "HEAD")}${isChanged ? ", with changes that are in no commit" : ""}; ${new Date().toISOString().slice(0, 10)}`,
    `- \`node test/bench/ledger/ledger.mjs KERNEL ${[...places, ...flags].join(" ")}\``.replace(/ `$/, "`"),
    ...(build === undefined ? [] : [`- proved with the build of \`${describeBuild(build)}\``]),
  ];
}

function versionOf(kernel) {
  const text = readFileSync(join(kernel, "Makefile"), "latin1");
  return ["VERSION", "PATCHLEVEL", "SUBLEVEL"].map((key) => new RegExp(`^${key}\\s*=\\s*(\\S*)`, "m").exec(text)?.[1]).join(".");
}

/** The compiler that a build folder was configured for, and how many modules it makes. */
function describeBuild(build) {
  const config = join(build, ".config");
  if (!existsSync(config)) return "no configuration";
  const text = readFileSync(config, "latin1");
  const compiler = /^CONFIG_CC_VERSION_TEXT="([^"]*)"/m.exec(text)?.[1] ?? "an unknown compiler";
  const architecture = /^# Linux\/(\S+)/m.exec(text)?.[1] ?? "";
  return `${architecture}, ${(text.match(/=m$/gm) ?? []).length} options =m, ${compiler}`;
}
