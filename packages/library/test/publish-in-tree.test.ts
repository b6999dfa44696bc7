import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BuildLine } from "../src/check/build-lines.ts";
import { insertKbuild } from "../src/in-tree/insert-kbuild.ts";
import { insertKconfig } from "../src/in-tree/insert-kconfig.ts";
import { publishInTree } from "../src/index.ts";
import { memoryTree, WATCHDOG_KERNEL } from "./memory-tree.ts";
import { readTemplate } from "./read-template.ts";

const files = readTemplate("wdt-legacy");
const maintainer = "Zo\u00eb Doe <zoe@doe.test>";
const publish = (kernel: Record<string, string>, parameters: Record<string, string> = {}) =>
  publishInTree({ files, parameters, tree: memoryTree(kernel), maintainer });

describe("publishInTree", () => {
  const patch = publish(WATCHDOG_KERNEL);
  const after = (file: string) => patch.changes.find((change) => change.file === file)?.after;

  it("creates header, source and test, and edits Kconfig, Makefile and MAINTAINERS", () => {
    expect(patch.changes.map(({ file, before }) => [file, before === WATCHDOG_KERNEL[file]])).toEqual([
      ["MAINTAINERS", true],
      ["drivers/watchdog/Kconfig", true],
      ["drivers/watchdog/Makefile", true],
      ["drivers/watchdog/wdt_legacy.c", true],
      ["drivers/watchdog/wdt_legacy_test.c", true],
      ["include/linux/wdt_legacy.h", true],
    ]);
    expect(after("drivers/watchdog/wdt_legacy.c")).toBe(files.get("src/wdt_legacy.c"));
  });

  it("puts the options behind the named one, whole", () => {
    const text = after("drivers/watchdog/Kconfig")!;
    expect(text).toMatch(/\t {2}More about it\.\n\nconfig WDT_LEGACY\n\ttristate/);
    expect(text).toMatch(/\t {2}If unsure, say N\.\n\n# Drivers\n/);
    expect(text).not.toContain("SPDX");
  });

  it("puts the objects at the end of the named one's section", () => {
    expect(after("drivers/watchdog/Makefile")).toBe(
      [
        "# The core",
        "obj-$(CONFIG_WATCHDOG_CORE)\t+= watchdog.o",
        "# File operations of drivers without the core",
        "obj-$(CONFIG_WDT_LEGACY)\t+= wdt_legacy.o",
        "obj-$(CONFIG_WDT_LEGACY_KUNIT_TEST)\t+= wdt_legacy_test.o",
        "",
        "watchdog-objs\t+= core.o dev.o",
        "",
        "# Drivers",
        "obj-$(CONFIG_ACME_WDT) += acme_wdt.o",
        "",
      ].join("\n"),
    );
  });

  it("adds a section to MAINTAINERS in its place, names as UTF-8 bytes", () => {
    const text = after("MAINTAINERS")!;
    const titles = text.split("\n").filter((line) => /^[A-Z ]+$/.test(line) && line !== "");
    expect(titles).toEqual(["ACME DRIVER", "WDT LEGACY HELPERS", "ZED DRIVER", "THE REST"]);
    expect(text).toContain(
      "M:\tZo\u00c3\u00ab Doe <zoe@doe.test>\nL:\tlinux-watchdog@vger.kernel.org\nS:\tMaintained\n",
    );
    expect(text).toContain("F:\tdrivers/watchdog/wdt_legacy_test.c\nF:\tinclude/linux/wdt_legacy.h\n\nZED");
  });

  it("writes the mail", () => {
    expect(patch.subject).toBe("watchdog: add helpers for drivers without the core");
    expect(patch.body).toMatch(/^The watchdog drivers .*\n/);
    expect(patch.body).toMatch(/\n\nMade from the library template wdt-legacy 1\.0\.0\.$/);
    expect(Math.max(...patch.body.split("\n").map((line) => line.length))).toBeLessThanOrEqual(72);
    expect(patch.notes).toEqual([]);
  });
});

describe("publishInTree with parameters and other kernels", () => {
  it("names the parameters in the mail, and renames the files", () => {
    const renamed = publish(WATCHDOG_KERNEL, { prefix: "old_dog" });
    expect(renamed.body).toContain("wdt-legacy 1.0.0, prefix=old_dog.");
    expect(renamed.changes.map((change) => change.file)).toContain("include/linux/old_dog.h");
  });

  it("notes an untested kernel and a MAINTAINERS file that it left alone", () => {
    const kernel = { ...WATCHDOG_KERNEL, Makefile: "VERSION = 7\nPATCHLEVEL = 3\n", MAINTAINERS: "none\n" };
    expect(publish(kernel).notes).toEqual([
      expect.stringContaining("Linux 7.3 is not among"),
      expect.stringContaining("MAINTAINERS was left alone"),
    ]);
  });

  it.each([
    ["no kernel", { ...WATCHDOG_KERNEL, Makefile: "all:\n" }, /not a kernel/],
    [
      "a kernel that is too old",
      { ...WATCHDOG_KERNEL, Makefile: "VERSION = 5\nPATCHLEVEL = 15\n" },
      /6\.1 or newer.*5\.15/,
    ],
    [
      "a file of that name",
      { ...WATCHDOG_KERNEL, "include/linux/wdt_legacy.h": "" },
      /has include.* already/,
    ],
    [
      "an option of that name",
      { ...WATCHDOG_KERNEL, "drivers/watchdog/Kconfig": "config WDT_LEGACY\n" },
      /option WDT_LEGACY already/,
    ],
    ["no such driver class", { Makefile: WATCHDOG_KERNEL.Makefile! }, /no place there/],
  ])("refuses %s", (_, kernel, message) => {
    expect(() => publish(kernel)).toThrow(
      expect.objectContaining({ code: "E_KERNEL", message: expect.stringMatching(message) }),
    );
  });

  it("refuses a template that fails its checks, with the findings", () => {
    const broken = new Map(files).set(
      "src/wdt_legacy.c",
      files.get("src/wdt_legacy.c")!.replace(" * Return: 0.\n", ""),
    );
    expect(() => publishInTree({ files: broken, parameters: {}, tree: memoryTree(WATCHDOG_KERNEL) })).toThrow(
      expect.objectContaining({
        code: "E_DATA",
        message: expect.stringMatching(/src\/wdt_legacy\.c:\d+: kernel-doc: /),
      }),
    );
  });
});

describe("insertKconfig", () => {
  const entry = "config NEW\n\tbool";

  it("falls back to before the closing endmenu, and to the end", () => {
    expect(insertKconfig('menu "M"\n\nconfig A\n\tbool\n\nendmenu\n', entry, "GONE")).toBe(
      `menu "M"\n\nconfig A\n\tbool\n\n${entry}\n\nendmenu\n`,
    );
    expect(insertKconfig("config A\n\tbool\n", entry, undefined)).toBe(`config A\n\tbool\n\n${entry}\n`);
    expect(insertKconfig("", entry, undefined)).toBe(`${entry}\n`);
  });

  it("does not take a longer name for the named option", () => {
    const text = "config AB\n\tbool\n\nconfig A\n\tbool\n\nconfig C\n\tbool\n";
    expect(insertKconfig(text, entry, "A")).toBe(
      `config AB\n\tbool\n\nconfig A\n\tbool\n\n${entry}\n\nconfig C\n\tbool\n`,
    );
  });
});

describe("insertKbuild", () => {
  const line = (option: string): BuildLine => {
    const object = option.toLowerCase();
    return { option, object, text: `# About ${object}\nobj-$(CONFIG_${option}) += ${object}.o` };
  };
  const row = (option: string) => `obj-$(CONFIG_${option}) += ${option.toLowerCase()}.o`;

  it("keeps a sorted list sorted, wherever the option belongs", () => {
    const option = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,5}$/);
    const sorted = fc.uniqueArray(option, { minLength: 3, maxLength: 8 }).map((names) => names.sort());
    fc.assert(
      fc.property(sorted, fc.nat(), (names, pick) => {
        const [taken] = names.splice(pick % names.length, 1);
        const text = `# Head\n\n${names.map(row).join("\n")}\n\nx-y := a.o b.o\n`;
        const rows = insertKbuild(text, [line(taken!)], undefined).split("\n");
        expect(rows.filter((it) => it.startsWith("obj-"))).toEqual([...names, taken!].sort().map(row));
        expect(rows.filter((it) => it !== row(taken!) && !it.startsWith("# About")).join("\n")).toBe(text);
      }),
    );
  });

  it("appends to an unsorted list and to a file without objects", () => {
    const text = `${row("B")}\n${row("A")}\n\n# Other\n${row("C")}\n`;
    expect(insertKbuild(text, [line("AA")], undefined)).toBe(
      `${row("B")}\n${row("A")}\n${line("AA").text}\n\n# Other\n${row("C")}\n`,
    );
    expect(insertKbuild("# Nothing yet\n", [line("A")], "X")).toBe(`# Nothing yet\n\n${line("A").text}\n`);
    expect(insertKbuild("", [line("A")], undefined)).toBe(`${line("A").text}\n`);
  });
});
