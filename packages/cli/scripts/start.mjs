/** `npm start`: sets up, then runs the built command with the arguments given, or the demonstration without any. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CLI_DIST } from "./build-inputs.mjs";
import { setUp } from "./setup.mjs";

await setUp({ checkTypes: false });
const given = process.argv.slice(2);
const args = given.length > 0 ? given : ["demo"];
// npm runs this from the repository's root; the paths in the arguments are those of the folder the user stands in.
const cwd = process.env.INIT_CWD ?? process.cwd();
const { status, signal } = spawnSync(process.execPath, [join(CLI_DIST, "kindred.js"), ...args], {
  cwd,
  stdio: "inherit",
});
if (signal) process.kill(process.pid, signal);
process.exitCode = status ?? 3;
