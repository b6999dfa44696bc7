/** Pairs that no rung may ever call equal: each is a mistake that a fold could make. */
export interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Functions that the pair treats as folded, for the masked comparison. */
  readonly folded?: readonly string[];
}

const one = (name: string, before: string, after: string): Pair => ({
  name,
  before: `int f(struct dev *d, int a, int b)\n{\n${before}\n}`,
  after: `int f(struct dev *d, int a, int b)\n{\n${after}\n}`,
});

const TABLE = (entries: string): string =>
  `int f(int i) { static const int t[] = { ${entries} }; return t[i & 1]; }`;

export const MUST_DIFFER: readonly Pair[] = [
  one("a dropped store", "d->flags = a; d->mode = b; return 0;", "d->flags = a; return 0;"),
  one("a dropped call", "call(d, a, b); other(d, a, b); return 0;", "call(d, a, b); return 0;"),
  one("a doubled call", "call(d, a, b); return 0;", "call(d, a, b); call(d, a, b); return 0;"),
  one("another called function", "return call(d, a, b);", "return other(d, a, b);"),
  one("swapped arguments", "return call(d, a, b);", "return call(d, b, a);"),
  one(
    "swapped calls",
    "call(d, a, b); other(d, a, b); return 0;",
    "other(d, a, b); call(d, a, b); return 0;",
  ),
  one("a changed constant", "d->flags |= 0x10; return 0;", "d->flags |= 0x14; return 0;"),
  one("another field", "d->flags = a; return 0;", "d->mode = a; return 0;"),
  one("< for <=", "if (a < b) call(d, 1, 2); return 0;", "if (a <= b) call(d, 1, 2); return 0;"),
  one(
    "< for <= against a constant",
    "if (a < 5) call(d, 1, 2); return 0;",
    "if (a <= 5) call(d, 1, 2); return 0;",
  ),
  one(
    "> for < against a constant",
    "if (a < 5) call(d, 1, 2); return 0;",
    "if (a > 5) call(d, 1, 2); return 0;",
  ),
  one(
    "signed for unsigned",
    "if (a < b) call(d, 1, 2); return 0;",
    "if ((u32)a < (u32)b) call(d, 1, 2); return 0;",
  ),
  one("a negated condition", "if (a == b) call(d, 1, 2); return 0;", "if (a != b) call(d, 1, 2); return 0;"),
  one(
    "swapped branches",
    "if (a) return call(d, 1, 2); return other(d, 3, 4);",
    "if (!a) return call(d, 1, 2); return other(d, 3, 4);",
  ),
  one("a swapped select", "return a < b ? d->flags : d->mode;", "return a < b ? d->mode : d->flags;"),
  one("another result", "call(d, a, b); return 0;", "call(d, a, b); return -22;"),
  one("a lost result", "return call(d, a, b);", "call(d, a, b); return 0;"),
  one("subtraction turned round", "return a - b;", "return b - a;"),
  one("shift turned round", "return a << (b & 31);", "return b << (a & 31);"),
  one("logical for arithmetic shift", "return a >> 3;", "return (u32)a >> 3;"),
  one("narrowing", "d->mode = a; return 0;", "d->mode = (u8)a; return 0;"),
  one("a dropped volatile read", "readl(d->regs); return readl(d->regs + 4);", "return readl(d->regs + 4);"),
  one(
    "a doubled volatile read",
    "return readl(d->regs + 4);",
    "readl(d->regs + 4); return readl(d->regs + 4);",
  ),
  one(
    "volatile reads in another order",
    "u32 x = readl(d->regs), y = readl(d->regs + 4); return x + y;",
    "u32 y = readl(d->regs + 4), x = readl(d->regs); return x + y;",
  ),
  one(
    "a dropped volatile write",
    "writel(1, d->regs); writel(2, d->regs); return 0;",
    "writel(2, d->regs); return 0;",
  ),
  one("another register", "writel(a, d->regs + 8); return 0;", "writel(a, d->regs + 12); return 0;"),
  one(
    "a load before a store to it",
    "int x = d->flags; d->flags = a; return x;",
    "d->flags = a; int x = d->flags; return x;",
  ),
  one(
    "a load before a call",
    "int x = d->flags; call(d, a, b); return x;",
    "call(d, a, b); return d->flags;",
  ),
  one(
    "a load before its guard",
    "if (!a) return 0; call(d, a, b); return d->mode;",
    "int x = d->mode; if (!a) return 0; call(d, a, b); return x;",
  ),
  one("a division before a call that may stop", "if (!b) stop(); return a / b;", "return a / b;"),
  one("another divisor sign", "return a / 4;", "return (u32)a / 4;"),
  one(
    "a shorter loop",
    "for (int i = 0; i < a; i++) call(d, i, b); return 0;",
    "for (int i = 1; i < a; i++) call(d, i, b); return 0;",
  ),
  one(
    "a loop by two",
    "for (int i = 0; i < a; i++) call(d, i, b); return 0;",
    "for (int i = 0; i < a; i += 2) call(d, i, b); return 0;",
  ),
  one(
    "a dropped unlock",
    "lock(&d->lock); call(d, a, b); unlock(&d->lock); return 0;",
    "lock(&d->lock); call(d, a, b); return 0;",
  ),
  one(
    "another lock",
    "lock(&d->lock); unlock(&d->lock); return 0;",
    "lock(&d->parent->lock); unlock(&d->parent->lock); return 0;",
  ),
  one("another string", 'print("first"); return 0;', 'print("second"); return 0;'),
  one("swapped strings", 'print("ab"); print("cd"); return 0;', 'print("cd"); print("ab"); return 0;'),
  one("a printed function name", 'print("%s", __func__); return 0;', 'print("%s", "helper"); return 0;'),
  one("a dropped dev_dbg", 'dev_dbg("%d", a); return 0;', "return 0;"),
  one("another dev_dbg format", 'dev_dbg("%d", a); return 0;', 'dev_dbg("%x", a); return 0;'),
  one("a dropped dev_err", 'dev_err("bad %d", a); return 0;', "return 0;"),
  one("a byte swap left out", "d->flags = __builtin_bswap32(a); return 0;", "d->flags = a; return 0;"),
  one(
    "a switch with swapped cases",
    "switch (a) { case 1: return call(d, 1, 0); case 2: return other(d, 2, 0); case 7: return d->mode; } return 0;",
    "switch (a) { case 2: return call(d, 1, 0); case 1: return other(d, 2, 0); case 7: return d->mode; } return 0;",
  ),
  one(
    "a dropped barrier",
    '__asm__ volatile("mfence" ::: "memory"); d->flags = 1; return 0;',
    "d->flags = 1; return 0;",
  ),
  one("other assembly", '__asm__ volatile("nop"); return 0;', '__asm__ volatile("pause"); return 0;'),
  one("a call through another pointer", "return d->op(a);", "return d->parent->op(a);"),
  one(
    "atomic for plain",
    "__atomic_fetch_add(&d->flags, 1, __ATOMIC_SEQ_CST); return 0;",
    "d->flags++; return 0;",
  ),
  {
    name: "two statics merged",
    before: "int f(void) { static int n; return ++n; } int g(void) { static int n; return ++n; }",
    after: "static int n; int f(void) { return ++n; } int g(void) { return ++n; }",
  },
  {
    name: "lock-class keys merged by a helper",
    before: `void f(struct dev *d) { static struct lock_class_key __key; register_key(&d->lock, &__key, "l"); }
      void g(struct dev *d) { static struct lock_class_key __key; register_key(&d->lock, &__key, "l"); }`,
    after: `static inline __attribute__((always_inline)) void h(struct dev *d) { static struct lock_class_key __key; register_key(&d->lock, &__key, "l"); }
      void f(struct dev *d) { h(d); } void g(struct dev *d) { h(d); }`,
    folded: ["h"],
  },
  {
    name: "statics swapped between functions",
    before: "int f(void) { static int n = 1; return n++; } int g(void) { static int n = 2; return n++; }",
    after: "int f(void) { static int n = 2; return n++; } int g(void) { static int n = 1; return n++; }",
  },
  {
    name: "a table with another number",
    before: "const int t[] = { 1, 2, 3 }; int f(int i) { return t[i]; }",
    after: "const int t[] = { 1, 2, 4 }; int f(int i) { return t[i]; }",
  },
  {
    name: "a table of functions with two swapped",
    before:
      "static int a(void) { return 1; } static int b(void) { return 2; } int (*const t[])(void) = { a, b };",
    after:
      "static int a(void) { return 1; } static int b(void) { return 2; } int (*const t[])(void) = { b, a };",
  },
  {
    name: "renamed functions that change places",
    before:
      "static noinline int a(struct dev *d) { return call(d, 1, 2); } static noinline int b(struct dev *d) { return other(d, 1, 2); } int (*const t[])(struct dev *) = { a, b };",
    after:
      "static noinline int x(struct dev *d) { return call(d, 1, 2); } static noinline int y(struct dev *d) { return other(d, 1, 2); } int (*const t[])(struct dev *) = { y, x };",
  },
  {
    name: "two renamed functions that become one",
    before:
      "static noinline int a(struct dev *d) { return call(d, 1, 2); } static noinline int b(struct dev *d) { return call(d, 1, 2); } int (*const t[])(struct dev *) = { a, b };",
    after:
      "static noinline int x(struct dev *d) { return call(d, 1, 2); } int (*const t[])(struct dev *) = { x, x };",
  },
  {
    name: "another section",
    before: "int n = 5;",
    after: 'int n __attribute__((section(".data.odd"))) = 5;',
  },
  {
    name: "another linkage",
    before: "int f(void) { return 1; }",
    after: "__attribute__((weak)) int f(void) { return 1; }",
  },
  {
    name: "a struct with its fields exchanged",
    before: "struct s { int a, b; }; int f(struct s *s) { return s->a; }",
    after: "struct s { int b, a; }; int f(struct s *s) { return s->a; }",
  },
  {
    name: "different functions called one",
    before: `static noinline int a(struct dev *d) { return call(d, 1, 2); } static noinline int b(struct dev *d) { return call(d, 1, 3); }
      int (*const t[])(struct dev *) = { a, b };`,
    after:
      "static noinline int h(struct dev *d) { return call(d, 1, 2); } int (*const t[])(struct dev *) = { h, h };",
    folded: ["a", "b", "h"],
  },
  {
    name: "a folded function that prints its name",
    before:
      'static noinline int a(struct dev *d) { print("%s", __func__); return call(d, 1, 2); } int (*const t[])(struct dev *) = { a };',
    after:
      'static noinline int h(struct dev *d) { print("%s", __func__); return call(d, 1, 2); } int (*const t[])(struct dev *) = { h };',
    folded: ["a", "h"],
  },
  {
    name: "a folded function without its dev_dbg",
    before:
      'static noinline int a(struct dev *d) { dev_dbg("x"); return call(d, 1, 2); } int (*const t[])(struct dev *) = { a };',
    after:
      "static noinline int h(struct dev *d) { return call(d, 1, 2); } int (*const t[])(struct dev *) = { h };",
    folded: ["a", "h"],
  },
  {
    name: "short strings reached relative to the instruction",
    before: 'extern const char *p; void f(void) { p = "a"; } void g(void) { p = "b"; }',
    after: 'extern const char *p; void f(void) { p = "b"; } void g(void) { p = "a"; }',
  },
  {
    name: "a constant table of a function with another entry",
    before: `${TABLE("1, 2, 3")} int g(int i) { static const int t[] = { 1, 2, 3 }; return t[i & 1] + 1; }`,
    after: `${TABLE("1, 2, 3")} int g(int i) { static const int t[] = { 1, 4, 3 }; return t[i & 1] + 1; }`,
  },
  {
    name: "constant tables of two functions exchanged",
    before: `${TABLE("1, 2, 3")} int g(int i) { static const int t[] = { 5, 6, 7 }; return t[i & 1] + 1; }`,
    after: `${TABLE("5, 6, 7")} int g(int i) { static const int t[] = { 1, 2, 3 }; return t[i & 1] + 1; }`,
  },
  {
    name: "another place in a constant table",
    before: `${TABLE("1, 2, 3")} const int *g(void) { static const int t[] = { 1, 2, 3 }; return t + 1; }`,
    after: `${TABLE("1, 2, 3")} const int *g(void) { static const int t[] = { 1, 2, 3 }; return t + 2; }`,
  },
  {
    name: "tables that can be written and became one",
    before:
      "int f(int i) { static int t[] = { 1, 2, 3 }; return ++t[i & 1]; } int g(int i) { static int t[] = { 1, 2, 3 }; return ++t[i & 1]; }",
    after:
      "static inline __attribute__((always_inline)) int h(int i) { static int t[] = { 1, 2, 3 }; return ++t[i & 1]; } int f(int i) { return h(i); } int g(int i) { return h(i); }",
    folded: ["h"],
  },
];
