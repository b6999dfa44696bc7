import type { Pair } from "./must-differ.ts";

/** A pair that rungs must call equal. */
export interface EqualPair extends Pair {
  /** Starts of the names of those rungs. */
  readonly rungs: readonly string[] | "all";
  /** A rung that does not see it. */
  readonly past?: string;
  /** Equal only when names of folded functions do not count. */
  readonly masked?: boolean;
  /** Equal in LLVM IR without that, too. */
  readonly sameIr?: boolean;
}

/** What a local array is handed to. */
const KEPT = "extern int send(struct dev *d, u8 *data, int n);";
const PROBE =
  'int f(struct dev *d) { int e = p(d); if (e) { print("bad"); return e; } return other(d, 1, 1); }';
const ARRAYS =
  "int f(int i) { static const int one[] = { 1, 2, 3 }; return one[i & 1]; } int g(int i) { static const int two[] = { 1, 2, 3 }; return two[i & 1] + 1; }";
const COUNTER = "int k(int i) { static int n; return n += i; }";
const inlined = "static inline __attribute__((always_inline))";

/** Pairs that must compare equal, so that a comparator that says `different` to everything shows itself. */
export const MUST_EQUAL: readonly EqualPair[] = [
  {
    name: "an inlined helper",
    rungs: "all",
    before:
      "int f(struct dev *d) { d->flags |= 4; return call(d, 1, 2); } int g(struct dev *d) { d->flags |= 8; return call(d, 1, 2); }",
    after: `${inlined} int h(struct dev *d, u32 bit) { d->flags |= bit; return call(d, 1, 2); } int f(struct dev *d) { return h(d, 4); } int g(struct dev *d) { return h(d, 8); }`,
  },
  {
    name: "functions in another order",
    rungs: "all",
    before:
      'static noinline int a(void) { static int n; print("a"); return ++n; } static noinline int b(void) { static int n = 4; print("b"); return n++; } int f(void) { return a() + b(); }',
    after:
      'static noinline int b(void) { static int n = 4; print("b"); return n++; } static noinline int a(void) { static int n; print("a"); return ++n; } int f(void) { return a() + b(); }',
  },
  {
    name: "a removed function forced inline and its helper",
    rungs: "all",
    before: `${inlined} int a(struct dev *d) { return call(d, 1, 2); } ${inlined} int b(struct dev *d) { return call(d, 1, 3); } int f(struct dev *d) { return a(d) + b(d); }`,
    after: `${inlined} int h(struct dev *d, int x) { return call(d, 1, x); } int f(struct dev *d) { return h(d, 2) + h(d, 3); }`,
  },
  {
    name: "the same function in a table under another name",
    rungs: "all",
    masked: true,
    before:
      "static int a(struct dev *d) { return call(d, 1, 2); } static int b(struct dev *d) { return call(d, 1, 2); } int (*const t[])(struct dev *) = { a, b };",
    after: "static int h(struct dev *d) { return call(d, 1, 2); } int (*const t[])(struct dev *) = { h, h };",
    folded: ["a", "b", "h"],
  },
  {
    name: "a dev_err that moves into the helper",
    rungs: "all",
    masked: true,
    before:
      'int f(struct dev *d) { dev_err("bad"); return d->flags; } int g(struct dev *d) { dev_err("bad"); return d->mode; }',
    after: `${inlined} void h(void) { dev_err("bad"); } int f(struct dev *d) { h(); return d->flags; } int g(struct dev *d) { h(); return d->mode; }`,
    folded: ["h"],
  },
  {
    name: "static functions under other names",
    rungs: "all",
    masked: true,
    before:
      "static noinline int a(struct dev *d) { return call(d, 1, 2); } static noinline int b(struct dev *d) { return other(d, 1, 2); } int f(struct dev *d) { return a(d) - b(d); } int (*const t[])(struct dev *) = { a, b };",
    after:
      "static noinline int y(struct dev *d) { return call(d, 1, 2); } static noinline int x(struct dev *d) { return other(d, 1, 2); } int f(struct dev *d) { return y(d) - x(d); } int (*const t[])(struct dev *) = { y, x };",
  },
  {
    name: "independent sums in another order",
    rungs: ["llvm"],
    before:
      "int f(struct dev *d, int a, int b) { u32 x = d->flags * 3, y = d->mode ^ a; return call(d, x, y + b); }",
    after:
      "int f(struct dev *d, int a, int b) { u32 y = b + (a ^ d->mode), x = 3 * d->flags; return call(d, x, y); }",
  },
  {
    name: "an early return and a nested if",
    rungs: ["llvm"],
    before:
      "int f(struct dev *d, int a, int b) { if (a >= b) { other(d, a, b); return 0; } call(d, a, b); return 1; }",
    after:
      "int f(struct dev *d, int a, int b) { if (a < b) { call(d, a, b); return 1; } other(d, a, b); return 0; }",
  },
  {
    name: "fields through a pointer to another struct",
    rungs: ["llvm"],
    before: "int f(struct dev *d) { return call(d, d->flags, d->mode); }",
    after: `struct view { u32 first, second; }; ${inlined} int h(struct dev *d, struct view *v) { return call(d, v->first, v->second); } int f(struct dev *d) { return h(d, (struct view *)&d->flags); }`,
  },
  {
    name: "cases of a switch in another order",
    rungs: ["llvm"],
    before:
      "int f(struct dev *d, int a) { switch (a) { case 1: return call(d, 1, 0); case 2: return other(d, 2, 0); case 9: return call(d, 3, 0); case 40: return 8; } return 0; }",
    after:
      "int f(struct dev *d, int a) { switch (a) { case 40: return 8; case 9: return call(d, 3, 0); case 2: return other(d, 2, 0); case 1: return call(d, 1, 0); } return 0; }",
  },
  {
    name: "equal constant tables of functions that became one",
    rungs: "all",
    masked: true,
    sameIr: true, // LLVM makes equal constants one by itself
    before:
      'const char *f(int i) { static const char *const t[] = { "on", "off" }; return t[i & 1]; } const char *g(int i) { static const char *const t[] = { "on", "off" }; return t[i & 1] + 1; }',
    after: `${inlined} const char *h(int i) { static const char *const t[] = { "on", "off" }; return t[i & 1]; } const char *f(int i) { return h(i); } const char *g(int i) { return h(i) + 1; }`,
    folded: ["h"],
  },
  {
    name: "a function that becomes a callback",
    rungs: ["llvm-ir-graph-inlined"],
    past: "llvm-ir-graph",
    before:
      "static noinline int a(struct dev *d, int unused, int n) { return call(d, 1, n); } static noinline int b(struct dev *d, int unused, int n) { return call(d, 2, n); } int f(struct dev *d) { if (d->flags) return a(d, 5, 6); d->mode = 3; return 0; } int g(struct dev *d) { if (d->flags) return b(d, 5, 6); d->mode = 3; return 0; }",
    after: `static noinline int a(struct dev *d, int unused, int n) { return call(d, 1, n); } static noinline int b(struct dev *d, int unused, int n) { return call(d, 2, n); } ${inlined} int h(struct dev *d, int (*op)(struct dev *, int, int)) { if (d->flags) return op(d, 5, 6); d->mode = 3; return 0; } int f(struct dev *d) { return h(d, a); } int g(struct dev *d) { return h(d, b); }`,
  },
  {
    name: "a helper that calls what it is given between early returns",
    rungs: ["llvm", "elf-symbols-os", "elf-symbols-plain"],
    past: "elf-symbols",
    before:
      "int f(struct dev *d) { int err; if (d->flags == 4) { err = call(d, 0, 0); if (err) return err; err = other(d, 1, 2); } else { err = other(d, 0, 2); if (err) return err; err = call(d, 0, 0); } return err; }",
    after: `${inlined} int h(struct dev *d, int (*ack)(struct dev *, int, int)) { int err; if (d->flags == 4) { err = ack(d, 0, 0); if (err) return err; err = other(d, 1, 2); } else { err = other(d, 0, 2); if (err) return err; err = ack(d, 0, 0); } return err; } int f(struct dev *d) { return h(d, call); }`,
  },
  {
    name: "a value that is read ahead of a store to a local array",
    rungs: ["llvm"],
    before: `${KEPT} int f(struct dev *d, int a) { u8 data[2] = { a >> 8, a }; struct dev *p = d->parent; return send(p, data, p->mode); }`,
    after: `${KEPT} ${inlined} int h(struct dev *p, int a) { u8 data[2] = { a >> 8, a }; return send(p, data, p->mode); } int f(struct dev *d, int a) { return h(d->parent, a); }`,
  },
  {
    name: "a field that is read ahead of clearing a local structure",
    rungs: ["llvm"],
    before: `${KEPT} int f(struct dev *d, int a) { u8 data[40] = { a }; __builtin_memset(data + 8, a, 24); return send(d, data, d->parent->mode / a); }`,
    after: `${KEPT} ${inlined} int h(struct dev *d, int a, int n) { u8 data[40] = { a }; __builtin_memset(data + 8, a, 24); return send(d, data, n); } int f(struct dev *d, int a) { return h(d, a, d->parent->mode / a); }`,
  },
  {
    name: "equal constant arrays that the compiler itself makes one, behind another static",
    rungs: "all",
    before: `${ARRAYS} ${COUNTER}`,
    after: `${COUNTER} ${ARRAYS}`,
  },
  {
    name: "locals declared in another order",
    rungs: ["llvm"],
    before: `${KEPT} int f(struct dev *d, int a) { u8 x[4], y[4]; send(d, x, a); send(d, y, a); return x[0] - y[0]; }`,
    after: `${KEPT} int f(struct dev *d, int a) { u8 y[4], x[4]; send(d, x, a); send(d, y, a); return x[0] - y[0]; }`,
  },
  {
    name: "a helper's own local behind early returns",
    rungs: ["llvm-ir-graph-inlined"],
    past: "llvm-ir-graph",
    before: `${KEPT} ${inlined} int p(struct dev *d) { u8 x[4]; int e = call(d, 1, 2); if (e) return e; e = send(d, x, 1); if (e) return e; e = send(d, x, 2); if (e) return e; d->mode = x[1]; return 0; } ${PROBE}`,
    after: `${KEPT} ${inlined} int h(struct dev *d, int a, int b) { u8 x[4]; int e = send(d, x, a); if (e) return e; e = send(d, x, b); if (e) return e; d->mode = x[1]; return 0; } ${inlined} int p(struct dev *d) { int e = call(d, 1, 2); if (e) return e; return h(d, 1, 2); } ${PROBE}`,
  },
  {
    name: "a local that a helper fills later, behind a call and an early return",
    rungs: ["llvm"],
    before: `${KEPT} int f(struct dev *d, int a, int b) { u8 x[40]; __builtin_memset(x, 0xaa, sizeof(x)); x[1] = b; int e = call(d, 1, 2); if (e) return e; return send(d, x, 2); }`,
    after: `${KEPT} ${inlined} int h(struct dev *d, int b) { u8 x[40]; __builtin_memset(x, 0xaa, sizeof(x)); x[1] = b; return send(d, x, 2); } int f(struct dev *d, int a, int b) { int e = call(d, 1, 2); if (e) return e; return h(d, b); }`,
  },
];
