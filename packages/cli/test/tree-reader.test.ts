import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findKernelRoot, prefixFromKernelRoot } from "../src/tree/kernel-root.ts";
import { createTreeReader } from "../src/tree/tree-reader.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("createTreeReader", () => {
  it("reads and lists inside the root", () => {
    const tree = createTreeReader(temporaryFolder({ "d/a.c": "int a;\xff", "b.c": "" }));
    expect(tree.readText("b.c")).toBe("");
    expect(tree.list("")).toEqual(["b.c", "d/"]);
    expect(tree.list("none")).toEqual([]);
    expect(tree.readText("none.c")).toBeUndefined();
    expect(tree.readText("d")).toBeUndefined();
  });

  it("reads nothing outside, by whatever way", () => {
    const outside = temporaryFolder({ "secret.h": "secret" });
    const root = temporaryFolder({ "a.c": "" });
    symlinkSync(join(outside, "secret.h"), join(root, "link.h"));
    symlinkSync(outside, join(root, "folder"));
    const tree = createTreeReader(root);
    for (const path of [
      "../a",
      join(outside, "secret.h"),
      "link.h",
      "folder/secret.h",
      "a.c\0b",
      `../${outside.split("/").at(-1)}/secret.h`,
    ]) {
      expect(tree.readText(path), path).toBeUndefined();
    }
    expect(tree.list("folder")).toEqual([]);
    expect(tree.list("..")).toEqual([]);
  });
});

describe("findKernelRoot", () => {
  it("is the nearest Makefile that states a version", () => {
    const root = temporaryFolder({
      Makefile: "# SPDX\nVERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 117\n",
      "drivers/Makefile": "obj-y += leds/\n",
      "drivers/leds/Makefile": "obj-y += a.o\n",
    });
    expect(findKernelRoot(join(root, "drivers/leds"))).toEqual({ path: root, version: "6.12.117" });
    expect(prefixFromKernelRoot(join(root, "drivers/leds"))).toBe("drivers/leds/");
    expect(prefixFromKernelRoot(root)).toBe("");
    expect(findKernelRoot(temporaryFolder())).toBeUndefined();
  });
});
