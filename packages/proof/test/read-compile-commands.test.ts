import { readCompileCommands } from "@kindred/proof";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitShell } from "../src/kernel/split-shell.ts";

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

describe("splitShell", () => {
  it("splits commands and words", () => {
    expect(
      splitShell(`set -e; echo 'a b'\\''c' && gcc -DX="y \\"z\\"" a\\ b.c | tee x & (cd d)# no`),
    ).toEqual([
      ["set", "-e"],
      ["echo", "a b'c"],
      ["gcc", '-DX=y "z"', "a b.c"],
      ["tee", "x"],
      ["cd", "d"],
    ]);
  });

  it("gives back any quoted words", () => {
    const word = fc.string({
      unit: fc.constantFrom("a", " ", "'", '"', "\\", ";", "#", "$", "\t", "é"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(splitShell(words.map(quote).join(" "))).toEqual([words]);
      }),
    );
  });

  it("ends on any text", () => {
    fc.assert(fc.property(fc.string(), (text) => void splitShell(text)));
  });
});

describe("readCompileCommands", () => {
  const kbuild =
    `set -e; echo '# CC [M]  drivers/leds/x.o'; echo '  gcc -Wp,-MMD,drivers/leds/.x.o.d -I/k/include -I./include/generated ` +
    `-include /k/include/linux/kconfig.h -O2 -DKBUILD_MODNAME='\\''"x"'\\'' -c -o drivers/leds/x.o /k/drivers/leds/x.c ';   ` +
    `trap 'rm -f drivers/leds/x.o; trap - HUP' HUP; gcc -Wp,-MMD,drivers/leds/.x.o.d -I/k/include -I./include/generated ` +
    `-include /k/include/linux/kconfig.h -O2 -DKBUILD_MODNAME='"x"' -c -o drivers/leds/x.o /k/drivers/leds/x.c ; ./tools/objtool/objtool drivers/leds/x.o\n`;

  it("reads Kbuild's lines, in the folder that make is in", () => {
    const log = `make[1]: Entering directory '/build'\n${kbuild}make[1]: Leaving directory '/build'\n`;
    expect([...readCompileCommands(log, "/k").values()]).toEqual([
      {
        source: "/k/drivers/leds/x.c",
        cwd: "/build",
        argv: [
          ...[
            "gcc",
            "-I/k/include",
            "-I./include/generated",
            "-include",
            "/k/include/linux/kconfig.h",
            "-O2",
          ],
          '-DKBUILD_MODNAME="x"',
        ],
      },
    ]);
  });

  it("reads a plain Makefile's lines, continued and in any order of options", () => {
    const log =
      "mkdir -p out\ncc -Wall \\\n\t-MMD -MF out/a.d -c a.c -o out/a.o\nld -r -o b.o a.o\ngcc -o program a.c\n";
    const commands = readCompileCommands(log, "/t");
    expect([...commands.values()]).toEqual([{ source: "/t/a.c", cwd: "/t", argv: ["cc", "-Wall"] }]);
  });

  it("knows cross compilers and versions, and nothing else", () => {
    for (const compiler of ["x86_64-linux-gnu-gcc-12", "/usr/bin/clang-14", "clang", "arm-none-eabi-gcc"]) {
      expect(readCompileCommands(`${compiler} -c x.c\n`, "/").size).toBe(1);
    }
    for (const other of ["gcc-ar", "objtool", "sh", "rustc"]) {
      expect(readCompileCommands(`${other} -c x.c\n`, "/").size).toBe(0);
    }
  });
});
