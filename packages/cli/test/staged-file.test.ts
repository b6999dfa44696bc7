import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findLeftovers, stagedPath } from "../src/apply/staged-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it("finds what killed runs staged, and nothing else", () => {
  const gone = spawnSync(process.execPath, ["--version"]).pid;
  const root = temporaryFolder({
    "a.c": "",
    "b.c": "",
    [`a.c.kindred-${gone}-0`]: "",
    "a.c.kindred-x-1": "",
  });
  const at = (name: string) => join(root, name);
  const running = stagedPath("", 3);
  for (const name of [`b.c${running}`, `other.c.kindred-${gone}-0`]) spawnSync("touch", [at(name)]);
  mkdirSync(at(`a.c.kindred-${gone}-7`));
  symlinkSync("/etc/passwd", at(`b.c.kindred-${gone}-2`));
  expect(findLeftovers([at("a.c"), at("b.c")])).toEqual([at(`a.c.kindred-${gone}-0`)]);
  expect(findLeftovers([])).toEqual([]);
});
