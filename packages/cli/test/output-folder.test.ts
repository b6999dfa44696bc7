import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import { describe, expect, it } from "vitest";
import { writeOutputFolder } from "../src/output/output-folder.ts";
import { writeFileWhole } from "../src/output/write-file-whole.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function write(cwd: string, text: string): Promise<void> {
  await writeOutputFolder("out", cwd, async (folder) => writeFileSync(join(folder, "ledger.json"), text));
}

describe("writeOutputFolder", () => {
  it("replaces an earlier output whole", async () => {
    const cwd = temporaryFolder();
    await write(cwd, "1");
    writeFileSync(join(cwd, "out/old"), "");
    await write(cwd, "2");
    expect(readFileSync(join(cwd, "out/ledger.json"), "utf8")).toBe("2");
    expect(readdirSync(join(cwd, "out")).sort()).toEqual([".kindred-output", "ledger.json"]);
    expect(readdirSync(cwd)).toEqual(["out"]);
  });

  it("takes an empty folder and makes missing ones", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "out"));
    await write(cwd, "1");
    await writeOutputFolder("a/b", cwd, async () => undefined);
    expect(existsSync(join(cwd, "out/ledger.json")) && existsSync(join(cwd, "a/b"))).toBe(true);
  });

  it("refuses a folder that somebody else wrote, and leaves it", async () => {
    const cwd = temporaryFolder({ "out/thesis.txt": "years" });
    await expect(write(cwd, "1")).rejects.toMatchObject({ code: "E_USAGE" });
    expect(readdirSync(join(cwd, "out"))).toEqual(["thesis.txt"]);
    const file = temporaryFolder({ out: "a file" });
    await expect(write(file, "1")).rejects.toMatchObject({ code: "E_USAGE" });
  });

  it("leaves nothing behind when the work fails, and keeps the earlier output", async () => {
    const cwd = temporaryFolder();
    await write(cwd, "1");
    const failing = writeOutputFolder("out", cwd, async (folder) => {
      writeFileSync(join(folder, "half"), "");
      throw new KindredError("E_TOOL", "no");
    });
    await expect(failing).rejects.toMatchObject({ code: "E_TOOL" });
    expect(readdirSync(cwd)).toEqual(["out"]);
    expect(readFileSync(join(cwd, "out/ledger.json"), "utf8")).toBe("1");
  });

  it("names the cause when the disk is full", async () => {
    const full = writeOutputFolder("out", temporaryFolder(), async () => {
      throw Object.assign(new Error("write"), { code: "ENOSPC" });
    });
    await expect(full).rejects.toMatchObject({
      code: "E_OUTPUT",
      message: expect.stringContaining("the disk is full"),
    });
  });
});

describe("writeFileWhole", () => {
  it("replaces a file and leaves nothing beside it", () => {
    const cwd = temporaryFolder({ f: "old" });
    writeFileWhole(join(cwd, "f"), "new");
    expect(readFileSync(join(cwd, "f"), "utf8")).toBe("new");
    expect(readdirSync(cwd)).toEqual(["f"]);
  });

  it("says what is wrong with the place", () => {
    const cwd = temporaryFolder({ f: "" });
    mkdirSync(join(cwd, "folder"));
    for (const path of ["folder", "none/f", "f/g"]) {
      expect(() => writeFileWhole(join(cwd, path), "x"), path).toThrow(KindredError);
    }
    expect(readdirSync(cwd).sort()).toEqual(["f", "folder"]);
  });
});
