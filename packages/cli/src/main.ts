#!/usr/bin/env node
import { removeUnfinishedOnSignals } from "./output/unfinished-files.ts";
import { runCli } from "./run-cli.ts";
import { clearProgress } from "./terminal/draw-progress.ts";
import { acceptClosedPipes } from "./terminal/quiet-pipe.ts";

acceptClosedPipes();
removeUnfinishedOnSignals(clearProgress);
process.exitCode = await runCli(process.argv.slice(2), process.cwd());
