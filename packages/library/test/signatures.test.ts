import { describe, expect, it } from "vitest";
import { declaredSignatures, definedSignatures } from "../src/check/signatures.ts";

describe("signatures", () => {
  it("spells a definition and a prototype alike, whatever their layout", () => {
    const source =
      "ssize_t\nmy_write(struct file * file , const char __user *buf,\n\t size_t count) /* x */\n{\n\treturn 0;\n}\n";
    const header = "extern ssize_t my_write(struct file *file,\n\t\tconst char __user *buf, size_t count);\n";
    const defined = definedSignatures(source).get("my_write");
    expect(defined?.text).toBe("ssize_t my_write(struct file *file, const char __user *buf, size_t count)");
    expect(declaredSignatures(header).get("my_write")?.text).toBe(defined?.text);
  });

  it("finds the names of parameters", () => {
    const header = [
      "int a_plain(int x, struct a *y, char z[4]);",
      "int a_call(int (*get)(int i, int j), void *data);",
      "void a_none(void);",
      "int a_more(const char *format, ...);",
    ].join("\n");
    const found = declaredSignatures(header);
    expect([...found.values()].map(({ name, parameters, isVoid }) => [name, parameters, isVoid])).toEqual([
      ["a_plain", ["x", "y", "z"], false],
      ["a_call", ["get", "data"], false],
      ["a_none", [], true],
      ["a_more", ["format", "..."], false],
    ]);
  });

  it("passes over structs, typedefs, variables, macros, comments and inline functions", () => {
    const header = [
      "#define A(x) int x(void);",
      "/* int a_commented(void); */",
      "struct a { int (*get)(void); };",
      "typedef int (*a_type)(void);",
      "extern int a_variable;",
      "static inline int a_inline(int x)",
      "{",
      "\treturn g(x);",
      "}",
      "int a_real(void);",
    ].join("\n");
    expect([...declaredSignatures(header).keys()]).toEqual(["a_real"]);
  });

  it("survives text that is no C", () => {
    for (const text of ["", "}}}};;;", "((((", "int f(", '"unterminated', "f();", "\0\0"]) {
      expect(declaredSignatures(text).size).toBe(0);
    }
  });
});
