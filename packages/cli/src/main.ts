#!/usr/bin/env node
import { removeUnfinishedOnSignals } from "./output/unfinished-files.ts";
import { runCli } from "./run-cli.ts";
import { acceptClosedPipes } from "./terminal/quiet-pipe.ts";

acceptClosedPipes();
removeUnfinishedOnSignals();
process.exitCode = await runCli(process.argv.slice(2), process.cwd());
