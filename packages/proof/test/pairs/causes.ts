import type { DifferenceKind } from "../../src/verdicts.ts";
import type { Pair } from "./must-differ.ts";

export interface CausePair extends Pair {
  readonly cause: DifferenceKind | undefined;
}

/** A pair for each cause, written as a fold would leave it. */
export const CAUSES: readonly CausePair[] = [
  {
    name: "a helper that stores another constant",
    cause: "different",
    before: "void f(struct dev *d) { d->flags |= 4; call(d, 1, 2); }",
    after: `static void h(struct dev *d, u32 bit) { d->flags |= bit; call(d, 1, 2); }
void f(struct dev *d) { h(d, 8); }`,
  },
  {
    name: "a helper that returns the error of one call for that of another",
    cause: "different",
    before: "int f(struct dev *d) { int r = call(d, 1, 2); if (r) return r; return other(d, 3, 4); }",
    after: "int f(struct dev *d) { int r = call(d, 1, 2); if (r) return -22; return other(d, 3, 4); }",
  },
  {
    name: "a bound that is one too large",
    cause: "different",
    before: "void f(struct dev *d, int n) { for (int i = 0; i < (n & 7); i++) call(d, i, n); }",
    after: "void f(struct dev *d, int n) { for (int i = 0; i <= (n & 7); i++) call(d, i, n); }",
  },
  {
    name: "a mask that only matters for high bits",
    cause: "different",
    before: "void f(struct dev *d, u32 v) { d->mode = v & 0xffff; }",
    after: "void f(struct dev *d, u32 v) { d->mode = v & 0xfffff; }",
  },
  {
    name: "two calls exchanged",
    cause: "effect-order",
    before: "void f(struct dev *d) { call(d, 1, 2); other(d, 3, 4); }",
    after: "void f(struct dev *d) { other(d, 3, 4); call(d, 1, 2); }",
  },
  {
    name: "a helper that prints its own name",
    cause: "function-names",
    folded: ["h"],
    before: 'void f(struct dev *d) { print("%s: %d", __func__, d->flags); call(d, 1, 2); }',
    after: `static inline __attribute__((always_inline)) void h(struct dev *d) {
  print("%s: %d", __func__, d->flags); call(d, 1, 2); }
void f(struct dev *d) { h(d); }`,
  },
  {
    name: "two once-only flags that became one",
    cause: "static-state",
    folded: ["h"],
    before: `void f(struct dev *d) { static int warned; if (!warned) { warned = 1; print("x"); } }
void g(struct dev *d) { static int warned; if (!warned) { warned = 1; print("x"); } }`,
    after: `static noinline void h(void) { static int warned; if (!warned) { warned = 1; print("x"); } }
void f(struct dev *d) { h(); } void g(struct dev *d) { h(); }`,
  },
  {
    name: "a table with another function in it",
    cause: "data",
    before: "int (*const t[])(struct dev *, int, int) = { call, other };",
    after: "int (*const t[])(struct dev *, int, int) = { call, call };",
  },
  {
    name: "a helper that another file defines",
    cause: "helper-elsewhere",
    folded: ["h"],
    before: "void f(struct dev *d) { d->flags = 1; call(d, 1, 2); }",
    after: "void h(struct dev *d, u32 flags); void f(struct dev *d) { h(d, 1); }",
  },
  {
    name: "a call that stays on one side only",
    cause: "inlining",
    before: "void f(struct dev *d, int a) { if (a > 3) call(d, a, 2); d->mode = a; }",
    after: `static noinline void h(struct dev *d, int a) { if (a > 3) call(d, a, 2); }
void f(struct dev *d, int a) { h(d, a); d->mode = a; }`,
  },
  {
    name: "a call of a function that stays, put in place on one side",
    cause: "inlining",
    before: `static noinline u32 rd(struct dev *d) { return readl(d->regs + 4); }
void g(struct dev *d) { call(d, rd(d), 0); } void f(struct dev *d) { d->mode = rd(d); }`,
    after: `static noinline u32 rd(struct dev *d) { return readl(d->regs + 4); }
void g(struct dev *d) { call(d, rd(d), 0); } void f(struct dev *d) { d->mode = readl(d->regs + 4); }`,
  },
  {
    name: "a loop whose first turn stands before it",
    cause: "control-flow",
    before: "void f(struct dev *d, int n) { for (int i = 0; i < n; i++) call(d, i, n); }",
    after: `void f(struct dev *d, int n) {
  if (n > 0) { call(d, 0, n); for (int i = 1; i < n; i++) call(d, i, n); } }`,
  },
  {
    name: "a mask worked out in another way",
    cause: "reassociation",
    before: "void f(struct dev *d, u32 a, u32 b) { call(d, (a ^ b) + 2 * (a & b), 0); }",
    after: "void f(struct dev *d, u32 a, u32 b) { call(d, (a | b) + (a & b), 0); }",
  },
  {
    name: "the same text",
    cause: undefined,
    before: "void f(struct dev *d, u32 a) { d->mode = a; }",
    after: "void f(struct dev *d, u32 a) { d->mode = a; }",
  },
];
