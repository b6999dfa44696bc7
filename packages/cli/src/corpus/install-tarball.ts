import { existsSync } from "node:fs";
import { KindredError } from "@kindred/c-source";
import { describeFailure, runTool } from "@kindred/proof";
import type { CorpusPin } from "./pins.ts";

const INSTALL_SECONDS = 1800;

/**
 * The tarball that Debian's package carries, installed when it is not there: a pinned version if apt still offers
 * one, else the newest.
 * @throws KindredError E_TOOL
 */
export async function installTarball(pin: CorpusPin, say: (message: string) => void): Promise<string> {
  if (existsSync(pin.tarball)) return pin.tarball;
  const byHand = `run \`sudo apt-get install ${pin.package}\`, or give its tarball with --from FILE`;
  if (process.getuid?.() !== 0)
    throw new KindredError(
      "E_TOOL",
      `${pin.package} is not installed, and only root can install it.`,
      byHand,
    );
  const version = await findOfferedVersion(pin);
  const wanted = version === undefined ? pin.package : `${pin.package}=${version}`;
  say(`installing ${wanted}`);
  const command = ["apt-get", "install", "-y", "--no-install-recommends", wanted];
  const result = await runTool(command, {
    env: { DEBIAN_FRONTEND: "noninteractive" },
    timeLimitSeconds: INSTALL_SECONDS,
  });
  if (result.code !== 0)
    throw new KindredError(
      "E_TOOL",
      `${pin.package} cannot be installed: ${describeFailure(command, result)}`,
      byHand,
    );
  return pin.tarball;
}

async function findOfferedVersion(pin: CorpusPin): Promise<string | undefined> {
  const { stdout } = await runTool(["apt-cache", "madison", pin.package]);
  const offered = new Set(stdout.split("\n").map((line) => line.split("|")[1]?.trim()));
  return pin.versions.find(({ version }) => offered.has(version))?.version;
}
