import { proveSeries } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { isSameButPrototypes } from "../src/prove/same-text.ts";
import { HEADER, plainTree, THREE } from "./support/plain-tree.ts";
import { requestFor, writeFiles, writeSeries } from "./support/scratch-tree.ts";

const TEXT =
  "struct one { int mode; };\nint one_start(struct one *one);\nint three(struct one *one) { return one->mode; }\n";
/** The text with a line above its last one. */
const withLine = (line: string): string => TEXT.replace("int three", `${line}\nint three`);

describe("texts of the preprocessor", () => {
  it.each([
    ["nothing", ""],
    ["a prototype", "int one_stop(struct one *one);"],
    ["a prototype that begins as the next line does", "int thre(struct one *one);"],
    [
      "prototypes over lines",
      "extern const struct one *a1(int x,\n unsigned long *y[3], ...);\nvoid b(void);",
    ],
  ])("are the same with %s more", (_, line) => {
    expect(isSameButPrototypes(TEXT, withLine(line))).toBe(true);
    expect(isSameButPrototypes(withLine(line), TEXT)).toBe(true);
    expect(isSameButPrototypes(withLine(line), withLine("int other(char);"))).toBe(true);
  });

  it.each([
    ["the prototype of a function that is called", "int three(struct one *one);"],
    ["the prototype of one that is called below", "int one_start(struct one *one);"],
    ["an attribute", "int one_stop(struct one *one) __attribute__((noreturn));"],
    ["an attribute ahead", "__attribute__((packed)) int one_stop(struct one *one);"],
    ["an inline function", "static inline int one_stop(struct one *one) { return 0; }"],
    ["a static function", "static int one_stop(struct one *one);"],
    ["a variable", "int one_count;"],
    ["a type", "typedef int one_fn(int a);"],
    ["a struct", "struct two { int a; };"],
    ["a pragma", "#pragma pack(1)"],
    ["an assertion", "_Static_assert(1);"],
    ["assembler", 'asm (".globl x");'],
    ["a pointer to a function", "int (*one_hook)(int);"],
    ["half a prototype", "int one_stop(struct one *one"],
    ["a qualifier for what follows", "extern"],
  ])("differ with %s", (_, line) => {
    expect(isSameButPrototypes(TEXT, withLine(line))).toBe(false);
    expect(isSameButPrototypes(withLine(line), TEXT)).toBe(false);
  });

  it("differ by any token", () => {
    for (const [from, to] of [
      ["mode; }", "mode ; int more; }"],
      ["return one", "return -one"],
      ["->mode", "->node"],
    ])
      expect(isSameButPrototypes(TEXT, TEXT.replace(from!, to!))).toBe(false);
  });
});

describe("a source that includes a changed header", () => {
  const USES = THREE.replace("one->mode;", "one->mode + WIDE(1);");
  const STEP = HEADER.replace("int one_start", "#define STEP 2\n#define WIDE(x) ((x) * STEP)\nint one_start");

  it("is identical by its text when nothing of the change reaches it, and compared when it does", async () => {
    const kernel = plainTree();
    writeFiles(kernel, { "drivers/one.h": STEP, "drivers/sub/three.c": USES });
    const steps = [
      STEP,
      STEP.replace("#define STEP", "#define NEVER(x) (x)\n#define STEP"),
      STEP.replace("int two_start", "int one_more(struct one *one);\nint two_start"),
      STEP.replace("int two_start", "static inline int nothing(void) { return 0; }\nint two_start"),
      STEP.replace("STEP 2", "STEP 3"),
      STEP.replace("unsigned int mode;", "unsigned int way, mode;"),
    ];
    const changes = steps
      .slice(1)
      .map((to, at) => ({ name: `h ${at}`, file: "drivers/one.h", from: steps[at]!, to }));
    const { patches } = await proveSeries(requestFor(kernel, await writeSeries(changes)));
    const three = patches.map(({ files }) => files.find(({ file }) => file === "drivers/sub/three.c")!);
    expect(three.map(({ level, rung }) => `${level} ${rung}`)).toEqual([
      "identical preprocessed-text",
      "identical preprocessed-text",
      "identical elf-symbols",
      "builds compile",
      "builds compile",
    ]);
    const one = patches.map(({ files }) => files.find(({ file }) => file === "drivers/one.c")!.level);
    expect(one).toEqual(["identical", "identical", "identical", "identical", "builds"]);
  });
});
