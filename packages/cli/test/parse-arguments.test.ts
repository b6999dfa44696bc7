import { KindredError } from "@kindred/c-source";
import { describe, expect, it } from "vitest";
import { COMMON_OPTIONS, type OptionTable } from "../src/arguments/option-table.ts";
import { parseArguments } from "../src/arguments/parse-arguments.ts";
import { readFormats } from "../src/arguments/read-formats.ts";
import { hasFlag, readList, readNumber, readText } from "../src/arguments/read-options.ts";
import { VERBS } from "../src/verb-list.ts";

const table: OptionTable = {
  ...COMMON_OPTIONS,
  top: { type: "string", value: "N", help: "" },
  include: { type: "string", multiple: true, help: "" },
  format: { type: "string", multiple: true, help: "" },
  scope: { type: "string", choices: ["file", "directory"], help: "" },
  write: { type: "boolean", help: "" },
};

const parse = (...argv: string[]) => parseArguments(argv, table, "find");

function errorOf(work: () => unknown): KindredError {
  try {
    work();
  } catch (error) {
    if (error instanceof KindredError) return error;
  }
  throw new Error("no KindredError was thrown");
}

describe("parseArguments", () => {
  it("takes words and options in any order", () => {
    const args = parse("a", "--top", "3", "b", "--include=x", "--write", "--include", "y", "--", "--top");
    expect(args.words).toEqual(["a", "b", "--top"]);
    expect(readText(args, "top")).toBe("3");
    expect(readList(args, "include")).toEqual(["x", "y"]);
    expect(hasFlag(args, "write")).toBe(true);
  });

  it("lets the last of a single option win", () => {
    expect(readText(parse("--top", "1", "--top", "2"), "top")).toBe("2");
  });

  it.each([
    [["--tpo", "3"], "no option `--tpo`", "--top"],
    [["-x"], "no option `-x`", "kindred help find"],
    [["--top"], "needs a value", "--top N"],
    [["--top", "--write"], "needs a value", "--top N"],
    [["--top="], "needs a value", "--top N"],
    [["--write=yes"], "takes no value", "`--write` alone"],
    [["--scope", "fiel"], "does not know `fiel`", "`file`"],
    [["--constructor", "x"], "no option `--constructor`", "kindred help"],
    [["--__proto__", "x"], "no option", "kindred help"],
  ])("refuses %j", (argv, message, hint) => {
    const error = errorOf(() => parse(...argv));
    expect(error.code).toBe("E_USAGE");
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  it("checks numbers", () => {
    expect(readNumber(parse("--top", "7"), "top", { min: 1, max: 9, whole: true })).toBe(7);
    for (const bad of ["0", "10", "1.5", "x", "1e1", "0x1", " 1", "٣"]) {
      expect(
        errorOf(() => readNumber(parse(`--top=${bad}`), "top", { min: 1, max: 9, whole: true })).code,
      ).toBe("E_USAGE");
    }
  });

  it.each([["--top", "-3"], ["--top", "-.5"], ["--top=-3"]])("tells the range for %s %s", (...argv) => {
    const error = errorOf(() => readNumber(parse(...argv), "top", { min: 1, max: 9, whole: true }));
    expect(error.message).toContain("got `-");
    expect(error.hint).toContain("from 1 to 9");
  });

  it("gives no option an optional value", () => {
    for (const verb of VERBS)
      for (const spec of Object.values(verb.options)) expect(["string", "boolean"]).toContain(spec.type);
  });
});

describe("readFormats", () => {
  const known = ["text", "json", "sarif"] as const;

  it("shows text when only files are asked for", () => {
    expect(readFormats(parse("--format", "json=f.json"), known)).toEqual([
      { format: "text", file: undefined },
      { format: "json", file: "f.json" },
    ]);
  });

  it("gives stdout to the format that asks for it", () => {
    expect(readFormats(parse("--format", "json", "--format", "sarif=a=b"), known)).toEqual([
      { format: "json", file: undefined },
      { format: "sarif", file: "a=b" },
    ]);
  });

  it.each([
    ["--format", "jsn"],
    ["--format", "json="],
    ["--format=json", "--format=sarif"],
  ])("refuses %s %s", (...argv) => {
    expect(errorOf(() => readFormats(parse(...argv), known)).code).toBe("E_USAGE");
  });
});
