import { expect, test } from "vitest";
import { applyAligned } from "../src/print/align-text.ts";
import { wrapList } from "../src/print/wrap-list.ts";

const replace = (text: string, old: string, next: string): string => {
  const start = text.indexOf(old);
  return applyAligned(text, [{ start, end: start + old.length, text: next }]);
};

test("lines aligned to a parenthesis follow it", () => {
  const lines = (name: string, margin: string): string =>
    `\tret = ${name}(first_argument_here,\n${margin}second_argument_of_it);`;
  const before = lines("foo_long_name_that_fills", `${"\t".repeat(4)}${" ".repeat(7)}`);
  const after = lines("foo_another_name_that_is_longer", `${"\t".repeat(5)}${" ".repeat(6)}`);
  expect(replace(before, "foo_long_name_that_fills", "foo_another_name_that_is_longer")).toBe(after);
});

test("lines that were not aligned stay as they are", () => {
  const text =
    "\tret = foo_long_name_that_fills_up(first_argument_here,\n\t\tsecond_argument_of_the_call_too);";
  expect(replace(text, "first", "fi")).toBe(text.replace("first", "fi"));
});

test("a list that fits now goes on one line; one that does not change stays", () => {
  const text = "\tfoo(A_VERY_LONG_CONSTANT_NAME,\n\t    b);\n\tbar(a,\n\t    b);";
  expect(replace(text, "A_VERY_LONG_CONSTANT_NAME", "a")).toBe("\tfoo(a, b);\n\tbar(a,\n\t    b);");
});

test("a line that grew is broken after a comma, in the outermost list", () => {
  const text = "\treturn outer(first_argument, inner(second_argument, third_argument), fourth);";
  const after = replace(text, "fourth", "a_much_longer_fourth_argument");
  expect(after).toBe(
    "\treturn outer(first_argument, inner(second_argument, third_argument),\n\t\t     a_much_longer_fourth_argument);",
  );
});

test("a list with a comment is left on its lines", () => {
  const text = "\tfoo(LONG_NAME, /* why */\n\t    b);";
  expect(replace(text, "LONG_NAME", "a")).toBe("\tfoo(a, /* why */\n\t    b);");
});

test("wrapped lists stay within 80 columns where their items allow it", () => {
  const items = Array.from({ length: 9 }, (_, i) => `argument_number_${i}`);
  const lines = wrapList("\treturn helper(", items, ");").split("\n");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line.replace(/\t/g, "        ").length).toBeLessThanOrEqual(80);
  expect(wrapList("\thelper(", [], ");")).toBe("\thelper();");
});

test("arguments behind a list that was broken before fill its last line", () => {
  const margin = `${"\t".repeat(7)}  `;
  const text = `\t\t\t\tret = ina219_set_int_time(chip, val2,\n${margin}&tmp);`;
  expect(replace(text, "&tmp", "&tmp, ITS_MASK, false")).toBe(
    `\t\t\t\tret = ina219_set_int_time(chip, val2, &tmp,\n${"\t".repeat(7)}  ITS_MASK, false);`,
  );
});
