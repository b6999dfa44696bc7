import { expect, test } from "vitest";
import type { CloneType } from "../src/index.ts";
import { findIn } from "./support/find-in.ts";
import { PARSE, renamed, START } from "./support/samples.ts";

/*
 * The editing scenarios of Roy, Cordy and Koschke (2009), written from scratch for driver code: what a copy may have
 * gone through, and what the family must then be called.
 */
const SCENARIOS: readonly [name: string, copy: string, type: CloneType][] = [
  ["1a white space changes", START.replaceAll("\t", "    ").replaceAll("(", "( "), "type-1"],
  [
    "1b comments change",
    START.replace("udelay(10);", "udelay(10); /* as the manual says */\n\t\t// twice\n"),
    "type-1",
  ],
  ["1c layout changes", START.replaceAll("\n", "\n\n").replace("int tries;", "int\n\ttries;"), "type-1"],
  ["1d the function has another name", renamed(START, { alpha_wdt_start: "beta_go" }), "type-1"],
  ["1e linkage changes", START.replace("static int", "int"), "type-1"],
  [
    "2a names change consistently",
    renamed(START, { priv: "data", value: "word", tries: "n", flags: "saved" }),
    "type-2",
  ],
  ["2b a type changes", renamed(START, { alpha_wdt: "beta_wdt", u32: "u64" }), "type-2"],
  ["2c literals change", START.replaceAll("20", "50").replace("timer does not start", "no start"), "type-2"],
  [
    "2d a driver's names change",
    renamed(START, {
      ALPHA_CTRL: "BETA_CTRL",
      ALPHA_STATUS: "BETA_STATUS",
      ALPHA_RUNNING: "BETA_RUNNING",
      base: "regs",
    }),
    "type-2",
  ],
  [
    "2e a name changes at some places only",
    START.replace("udelay(10)", "ndelay(10)").replace("tries < 20", "tries < limit"),
    "type-3",
  ],
  [
    "3a an expression grows",
    START.replace("ALPHA_CTRL_RUN |", "ALPHA_CTRL_RUN | ALPHA_CTRL_IRQ |"),
    "type-3",
  ],
  ["3b an expression shrinks", START.replace(" | ALPHA_CTRL_RESET", ""), "type-3"],
  ["3c a statement is inserted", START.replace("\tudelay(10);", "\tudelay(10);\n\t\tcpu_relax();"), "type-3"],
  ["3d a statement is removed", START.replace("\tvalue &= ~ALPHA_CTRL_STOP;\n", ""), "type-3"],
  ["3e a statement is replaced", START.replace("udelay(10);", "usleep_range(10, 20);"), "type-3"],
  [
    "3f a preprocessor condition is put around a statement",
    START.replace("\t\tudelay(10);\n", "#ifdef CONFIG_ALPHA_SLOW\n\t\tudelay(10);\n#endif\n"),
    "type-3",
  ],
  [
    "4a declarations change places",
    START.replace("\tu32 value;\n\tint tries;\n", "\tint tries;\n\tu32 value;\n"),
    "type-3",
  ],
  [
    "4b independent statements change places",
    START.replace("\tvalue &= ~ALPHA_CTRL_STOP;\n", "").replace(
      "\twritel(value",
      "\tvalue &= ~ALPHA_CTRL_STOP;\n\twritel(value",
    ),
    "type-3",
  ],
];

/** Every name of the sample as another driver's, none with anything in common. */
const NAMES_OF = (prefix: string) => {
  const names = START.match(/\b(?!static|int|struct|unsigned|long|for|if|break|return)[A-Za-z_]\w*/g) ?? [];
  return Object.fromEntries([...new Set(names)].map((name, i) => [name, `${prefix}${"xyzvw"[i % 5]}${i}`]));
};

test.each(SCENARIOS)("%s", async (_name, copy, type) => {
  const { document } = await findIn({ "a.c": START, "b.c": copy, "c.c": PARSE });
  expect(document.families.map((family) => family.type)).toEqual([type]);
  expect(document.families[0].members.map((member) => member.file)).toEqual(["a.c", "b.c"]);
});

test("a short function without its heaviest statement is a family with the whole one", async () => {
  const resume = (statement: string) =>
    `static int port_resume(struct device *dev)\n{\n\tstruct port *port = dev_get_drvdata(dev);\n\n${statement}\n\tif (device_may_wakeup(dev))\n\t\tport_wake(port->ctrl, port->id, false);\n\n\treturn 0;\n}\n`;
  const power = "\tport_power(port->ctrl, port->id, port->dr_mode, port->speed, port_flags(port), true);\n";
  const { document } = await findIn({ "a.c": resume(power), "b.c": resume("") });
  expect(document.families.map((family) => family.type)).toEqual(["type-3"]);
});

test("unlike functions are no family", async () => {
  const { document } = await findIn({ "a.c": START, "b.c": PARSE });
  expect(document.families).toEqual([]);
});

test("lists of unlike calls or assignments are no family, unless boilerplate is asked for", async () => {
  const list = (prefix: string, words: string) =>
    `void ${prefix}_setup(struct ${prefix} *p)\n{\n${words
      .split(" ")
      .map((word) => `\t${prefix}${word}(p);\n`)
      .join("")}}\n`;
  const files = {
    "a.c": list("net", "alloc reset clocks rings queues irq timer link leds wake stats ready"),
    "b.c": list("gpu", "power probe vram gart heap fence sched ring0 copy blit scan start"),
  };
  expect((await findIn(files)).document.families).toEqual([]);
  expect((await findIn(files, { includeBoilerplate: true })).document.families).toHaveLength(1);
});

test("a list that was copied is a family", async () => {
  const list = (prefix: string) =>
    `void ${prefix}_clear(struct hw *hw)\n{\n${[...Array(14).keys()].map((i) => `\t${prefix}_rd32(STAT_${i});\n`).join("")}}\n`;
  const { document } = await findIn({ "a.c": list("one"), "b.c": list("two") });
  expect(document.families.map((family) => family.type)).toEqual(["type-2"]);
});

test("a copy without its linkage words is one, however close to the least number of tokens", async () => {
  const head = (linkage: string, name: string) => `${linkage}int ${name}_ready(struct port *port)\n`;
  const body =
    "{\n\tint state = port_state(port->ctrl, port->id, PORT_READY);\n\n\tport->last = state;\n\treturn state;\n}\n";
  const files = { "a.c": head("", "alpha") + body, "b.c": head("static ", "beta") + body };
  const tokens = 36;
  const found = async (minTokens: number) => (await findIn(files, { minTokens })).document.families;
  expect(await found(tokens)).toMatchObject([
    { type: "type-1", members: [{ file: "a.c" }, { file: "b.c" }] },
  ]);
  expect(await found(tokens + 1)).toEqual([]);
});

test("a list is told by what stands beside it, when the whole is of one shape", async () => {
  const list = (prefix: string) =>
    Array.from({ length: 24 }, (_, i) => `\t${prefix}f(${prefix}a${i}, p->${prefix}m${i});\n`).join("");
  const named = (prefix: string, inside: string) =>
    renamed(START.replace("\tif (tries == 20)", `${inside}\tif (tries == 20)`), NAMES_OF(prefix));
  const pure = (prefix: string) => `void ${prefix}_fill(struct ${prefix} *p)\n{\n${list(prefix)}}\n`;
  const families = async (files: Record<string, string>) => (await findIn(files)).document.families;
  expect(await families({ "a.c": pure("one"), "b.c": pure("two") })).toEqual([]);
  expect(
    await families({ "a.c": named("one", list("one")), "b.c": named("two", list("two")) }),
  ).toMatchObject([{ type: "type-2" }]);
});
