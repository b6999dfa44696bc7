import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { KindredError } from "@kindred/c-source";
import { describeFailure, runTool } from "@kindred/proof";
import { asOutputError } from "../output/output-folder.ts";
import { forgetUnfinished, trackUnfinished } from "../output/unfinished-files.ts";
import { installTarball } from "./install-tarball.ts";
import type { CorpusPin } from "./pins.ts";

export interface FetchRequest {
  readonly pin: CorpusPin;
  /** Folder to unpack below. */
  readonly destination: string;
  /** A tarball that is here already. */
  readonly from: string | undefined;
  /** Take a tarball that is not in the list, too. */
  readonly acceptsNew: boolean;
  readonly say: (message: string) => void;
}

const UNPACK_SECONDS = 1800;

/**
 * Gives the folder of a pinned kernel: unpacked once, from a tarball whose hash is checked first, in one rename.
 * @throws KindredError E_TOOL when apt or tar cannot do it, E_DATA for a tarball that is not in the list
 */
export async function fetchCorpus(request: FetchRequest): Promise<string> {
  const { pin, destination, from, say } = request;
  const unpacked = pin.versions
    .map(({ sha256 }) => folderOf(request, sha256))
    .find((folder) => existsSync(folder));
  if (unpacked !== undefined && from === undefined) return unpacked;
  const tarball = from ?? (await installTarball(pin, say));
  if (!statSync(tarball, { throwIfNoEntry: false })?.isFile())
    throw new KindredError(
      "E_PATH",
      `There is no tarball \`${tarball}\`.`,
      `name the tarball of ${pin.package}`,
    );
  say(`checking ${tarball}`);
  const sha256 = await hashOf(tarball);
  requireKnown(request, tarball, sha256);
  const target = folderOf(request, sha256);
  if (existsSync(target)) return target;
  say(`unpacking into ${target}`);
  mkdirSync(destination, { recursive: true });
  await unpack(tarball, target);
  return target;
}

function folderOf({ pin, destination }: FetchRequest, sha256: string): string {
  return join(destination, `${pin.name}-${sha256.slice(0, 16)}`);
}

async function hashOf(tarball: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(tarball), hash);
  return hash.digest("hex");
}

function requireKnown({ pin, from, acceptsNew, say }: FetchRequest, tarball: string, sha256: string): void {
  if (pin.versions.some((known) => known.sha256 === sha256)) return;
  const known = pin.versions.map(({ version }) => version).join(", ");
  const origin =
    from === undefined
      ? "apt checked its signature, so only figures may differ"
      : "nobody has checked where it comes from";
  const told = `\`${tarball}\` is none of the pinned versions of ${pin.package} (${known}): its sha256 is ${sha256}; ${origin}.`;
  if (acceptsNew) say(told);
  else
    throw new KindredError(
      "E_DATA",
      told,
      "give a pinned one with --from FILE (snapshot.debian.org keeps them), or add --accept-new",
    );
}

async function unpack(tarball: string, target: string): Promise<void> {
  const staging = `${target}-unfinished-${process.pid}`;
  trackUnfinished(staging);
  try {
    mkdirSync(staging);
    const command = ["tar", "-xf", tarball, "-C", staging, "--strip-components=1", "--no-same-owner"];
    const result = await runTool(command, { timeLimitSeconds: UNPACK_SECONDS });
    if (result.code !== 0) throw failedUnpacking(tarball, target, describeFailure(command, result));
    renameSync(staging, target);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw asOutputError(error, target);
  } finally {
    forgetUnfinished(staging);
  }
}

function failedUnpacking(tarball: string, target: string, failure: string): KindredError {
  if (failure.includes("No space left"))
    return new KindredError(
      "E_OUTPUT",
      `\`${target}\` cannot be written: the disk is full.`,
      "free some space (a kernel needs 1.7 GB) or unpack elsewhere with --to DIR",
    );
  return new KindredError(
    "E_TOOL",
    `\`${tarball}\` cannot be unpacked: ${failure}`,
    "check that it is a tarball, and that tar and xz-utils are installed",
  );
}
