import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { placeNewFile } from "../src/apply/place-new-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const MAKEFILE = "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n";

it("finds a place below the folder that was scanned, where nothing stands", () => {
  const kernel = temporaryFolder({ Makefile: MAKEFILE, "drivers/net/a.c": "", "sound/b.c": "" });
  const drivers = join(kernel, "drivers");
  expect(placeNewFile(drivers, "drivers/net/common.h")).toEqual({
    name: "net/common.h",
    path: join(drivers, "net/common.h"),
    size: 0,
  });
  expect(placeNewFile(kernel, "sound/common.h")?.name).toBe("sound/common.h");
  expect(placeNewFile(drivers, "sound/common.h")).toBeUndefined();
  expect(placeNewFile(drivers, "drivers/net/a.c")).toBeUndefined();
  expect(placeNewFile(drivers, "drivers/gone/common.h")).toBeUndefined();
});

it("does not follow a folder out of the tree", () => {
  const outside = temporaryFolder();
  const kernel = temporaryFolder({ Makefile: MAKEFILE });
  mkdirSync(join(kernel, "drivers"));
  symlinkSync(outside, join(kernel, "drivers/net"));
  expect(placeNewFile(kernel, "drivers/net/common.h")).toBeUndefined();
});
