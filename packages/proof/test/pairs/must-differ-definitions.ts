import type { Pair } from "./must-differ.ts";

/** Mistakes in what a file defines and declares: placing, linkage, alignment, tables, entries that assembly adds. */
export const DEFINITIONS_DIFFER: readonly Pair[] = [
  {
    name: "a call that may be missing",
    before: `extern int opt(void) __attribute__((weak)); int f(void) { return opt(); }`,
    after: `extern int opt(void); int f(void) { return opt(); }`,
  },
  {
    name: "data that may be missing",
    before: `extern int opt __attribute__((weak)); int *f(void) { return &opt; }`,
    after: `extern int opt; int *f(void) { return &opt; }`,
  },
  {
    name: "another alignment of a variable",
    before: `int n __attribute__((aligned(64))) = 5;`,
    after: `int n = 5;`,
  },
  {
    name: "another alignment of a static variable",
    before: `static int n __attribute__((aligned(64))); int *f(void) { return &n; }`,
    after: `static int n; int *f(void) { return &n; }`,
  },
  {
    name: "another alignment of a function",
    before: `__attribute__((aligned(128))) int f(void) { return 1; }`,
    after: `int f(void) { return 1; }`,
  },
  {
    name: "a variable of each thread",
    before: `__thread int n = 1;`,
    after: `int n = 1;`,
  },
  {
    name: "a declared variable of each thread",
    before: `extern __thread int n; int f(void) { return n; }`,
    after: `extern int n; int f(void) { return n; }`,
  },
  {
    name: "another visibility",
    before: `__attribute__((visibility("hidden"))) int n = 1;`,
    after: `int n = 1;`,
  },
  {
    name: "an alias of another function",
    before: `int a(void) { return 1; } int b(void) { return 2; } extern int c(void) __attribute__((alias("a")));`,
    after: `int a(void) { return 1; } int b(void) { return 2; } extern int c(void) __attribute__((alias("b")));`,
  },
  {
    name: "an alias of another function with the same code",
    before: `extern int n; int a(void) { return n; } int b(void) { return n; } extern int c(void) __attribute__((alias("a")));`,
    after: `extern int n; int a(void) { return n; } int b(void) { return n; } extern int c(void) __attribute__((alias("b")));`,
  },
  {
    name: "an alias of other data with the same content",
    before: `int a = 1, b = 1; extern int c __attribute__((alias("a")));`,
    after: `int a = 1, b = 1; extern int c __attribute__((alias("b")));`,
  },
  {
    name: "another licence",
    before: `static const char __UNIQUE_ID_license1[] __attribute__((section(".modinfo"), used, aligned(1))) = "license=GPL";`,
    after: `static const char __UNIQUE_ID_license1[] __attribute__((section(".modinfo"), used, aligned(1))) = "license=MIT";`,
  },
  {
    name: "another level of an initcall",
    before: `static int init(void) { return 1; } static void *__attribute__((used)) k = init; asm(".section \\".initcall6.init\\", \\"a\\"\\n__initcall_x: .long init - .\\n.previous\\n");`,
    after: `static int init(void) { return 1; } static void *__attribute__((used)) k = init; asm(".section \\".initcall7.init\\", \\"a\\"\\n__initcall_x: .long init - .\\n.previous\\n");`,
  },
  {
    name: "a constant that can be written",
    before: `const int n = 3; `,
    after: `int n = 3;`,
  },
  {
    name: "a function outside .init.text",
    before: `__attribute__((section(".init.text"))) int f(void) { return 1; }`,
    after: `int f(void) { return 1; }`,
  },
  {
    name: "a variable that stays writable after init",
    before: `static int n __attribute__((section(".data..ro_after_init"))); int *f(void) { return &n; }`,
    after: `static int n; int *f(void) { return &n; }`,
  },
  {
    name: "a variable outside .data..read_mostly",
    before: `static int n __attribute__((section(".data..read_mostly"))); int f(void) { return ++n; }`,
    after: `static int n; int f(void) { return ++n; }`,
  },
  {
    name: "another number of empty entries in a section",
    before: `asm(".pushsection .odd,\\"a\\"; .long 0; .popsection");`,
    after: `asm(".pushsection .odd,\\"a\\"; .long 0,0; .popsection");`,
  },
  {
    name: "an empty entry that assembly adds to a section",
    before: `void f(int a) { asm volatile("nop"); }`,
    after: `void f(int a) { asm volatile("nop\\n.pushsection .odd,\\"a\\"\\n.long 0\\n.popsection"); }`,
  },
  {
    name: "common data of another size",
    before: `int n __attribute__((common));`,
    after: `long n __attribute__((common));`,
  },
  {
    name: "an absolute symbol with another value",
    before: `asm(".globl magic; magic = 5");`,
    after: `asm(".globl magic; magic = 6");`,
  },
  {
    name: "an absolute symbol that is used, with another value",
    before: `asm("magic = 5"); extern char magic[]; long f(void) { return (long)magic; }`,
    after: `asm("magic = 6"); extern char magic[]; long f(void) { return (long)magic; }`,
  },
  {
    name: "another mode of a module parameter",
    before: `struct kp { const char *n; short perm; }; static const struct kp __attribute__((used, section("__param"))) __param_x = { "x", 0444 };`,
    after: `struct kp { const char *n; short perm; }; static const struct kp __attribute__((used, section("__param"))) __param_x = { "x", 0644 };`,
  },
  {
    name: "a table with two strings exchanged",
    before: `struct id { const char *n; long d; }; const struct id ids[] = { {"aa", 1}, {"bb", 2} };`,
    after: `struct id { const char *n; long d; }; const struct id ids[] = { {"bb", 1}, {"aa", 2} };`,
  },
  {
    name: "a table without its end",
    before: `struct id { const char *n; long d; }; const struct id ids[] = { {"aa", 1}, {} };`,
    after: `struct id { const char *n; long d; }; const struct id ids[] = { {"aa", 1} };`,
  },
  {
    name: "a constructor that is none",
    before: `__attribute__((constructor)) void f(void) { print("x"); }`,
    after: `void f(void) { print("x"); }`,
  },
  {
    name: "a literal for a static array",
    before: `const char *f(void) { return "abc"; }`,
    after: `const char *f(void) { static const char t[] = "abc"; return t; }`,
  },
  {
    name: "a folded function that is only declared",
    before: `extern int a(struct dev *); int f(struct dev *d) { return a(d); }`,
    after: `extern int h(struct dev *); int f(struct dev *d) { return h(d); }`,
    folded: ["a", "h"],
  },
  {
    name: "folded functions that are only declared, in a table",
    before: `extern int a(struct dev *), b(struct dev *); int (*const t[])(struct dev *) = { a, b };`,
    after: `extern int h(struct dev *); int (*const t[])(struct dev *) = { h, h };`,
    folded: ["a", "b", "h"],
  },
];
