/**
 * Makes a fresh clone runnable: installs the locked packages, builds, links `node_modules/.bin/kindred`.
 * Each step is left out when its result is current. Everything it says goes to stderr: stdout belongs to the command that follows.
 */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CLI_DIST,
  digestOfInputs,
  isInstallCurrent,
  markInstalled,
  REPOSITORY,
  readStamp,
  writeStamp,
} from "./build-inputs.mjs";

const OLDEST_NODE = [20, 19];

/** `checkTypes` also runs `tsc -b`, which the CLI does not need to run but a test run must not go without. */
export async function setUp({ checkTypes }) {
  requireNode();
  install();
  await buildBundle();
  if (checkTypes) buildTypes();
  linkCommand();
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(
    `Kindred needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`,
    "install a current Node from https://nodejs.org or your distribution",
  );
}

function install() {
  if (isInstallCurrent()) return;
  say("installing the locked packages (npm ci)");
  runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  markInstalled();
}

async function buildBundle() {
  const stamp = join(CLI_DIST, ".bundle-stamp");
  const digest = digestOfInputs();
  if (readStamp(stamp) === digest && existsSync(join(CLI_DIST, "kindred.js"))) return;
  say("building the command (esbuild)");
  const { bundle } = await import("./bundle.mjs");
  await bundle();
  writeStamp(stamp, digest);
}

function buildTypes() {
  const stamp = join(CLI_DIST, ".types-stamp");
  const digest = digestOfInputs();
  if (readStamp(stamp) === digest) return;
  say("checking and building the packages (tsc -b)");
  run(
    process.execPath,
    [join(REPOSITORY, "node_modules/typescript/bin/tsc"), "-b"],
    "fix the type errors above",
  );
  writeStamp(stamp, digest);
}

/** npm links a workspace's command only when its file exists at install time, which on a fresh clone it does not. */
function linkCommand() {
  const link = join(REPOSITORY, "node_modules/.bin/kindred");
  const isThere = lstatSync(link, { throwIfNoEntry: false });
  if (isThere && existsSync(link)) return;
  if (isThere) rmSync(link);
  mkdirSync(join(REPOSITORY, "node_modules/.bin"), { recursive: true });
  symlinkSync("../kindred/dist/kindred.js", link);
}

function runNpm(args) {
  const fix = "check the network and the npm registry, then run the command again";
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) run(process.execPath, [npm, ...args], fix);
  else run("npm", args, fix);
}

function run(command, args, fix) {
  const result = spawnSync(command, args, { cwd: REPOSITORY, stdio: ["ignore", 2, 2] });
  if (result.error) fail(`\`${command}\` did not start: ${result.error.message}.`, fix);
  if (result.status !== 0) fail(`\`${command} ${args.join(" ")}\` failed.`, fix);
}

function say(message) {
  process.stderr.write(`kindred setup: ${message}\n`);
}

function fail(message, fix) {
  process.stderr.write(`kindred setup: ${message}\n  fix: ${fix}\n`);
  process.exit(3);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await setUp({ checkTypes: true });
