import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

export const REPOSITORY = join(import.meta.dirname, "../..");
export const MINI = join(REPOSITORY, "corpus/mini");
export const KINDRED = join(REPOSITORY, "packages/cli/dist/kindred.js");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folders: string[] = [];
const environment = { ...process.env, XDG_CACHE_HOME: temporaryFolder(), NO_COLOR: "1", CI: "" };

/** Runs the built command as a user would. */
export function kindred(args: readonly string[], options: SpawnSyncOptions = {}): Outcome {
  if (!existsSync(KINDRED)) throw new Error(`${KINDRED} is missing: run \`npm run setup\` first.`);
  return run(process.execPath, [KINDRED, ...args], options);
}

/** Runs any program. */
export function run(command: string, args: readonly string[], options: SpawnSyncOptions = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    maxBuffer: 64 << 20,
    ...options,
    env: { ...environment, ...options.env },
    encoding: "utf8",
  });
  if (error) throw error;
  return { code: status, stdout: String(stdout), stderr: String(stderr) };
}

/** A folder that other users can enter, with the given files; gone after the test file. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "kindred-test-")));
  chmodSync(folder, 0o755);
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A copy of corpus/mini that may be changed. */
export function copyOfMini(): string {
  const folder = join(temporaryFolder(), "mini");
  cpSync(MINI, folder, { recursive: true, filter: (path) => !path.startsWith(join(MINI, "build")) });
  return folder;
}

/** Every file below a folder with its content: two trees are the same when these are. */
export function contents(folder: string, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, prefix))
      .sort()
      .flatMap((name): [string, string][] => {
        const path = `${prefix}${name}`;
        if (name === ".git") return [];
        if (statSync(join(folder, path)).isDirectory()) return Object.entries(contents(folder, `${path}/`));
        return [[path, readFileSync(join(folder, path), "latin1")]];
      }),
  );
}

const disks: string[] = [];

/** The folder of a tiny file system; undefined, with the reason printed, where none may be mounted. */
export function smallDisk(size: string): string | undefined {
  const path = temporaryFolder();
  const { code, stderr } = run("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path]);
  if (code === 0) disks.push(path);
  else console.warn(`full-disk test left out: no tmpfs can be mounted here (${stderr.trim()})`);
  return code === 0 ? path : undefined;
}

afterAll(() => {
  for (const disk of disks.splice(0)) run("umount", [disk]);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
