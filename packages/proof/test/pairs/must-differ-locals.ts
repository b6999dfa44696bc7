import type { Pair } from "./must-differ.ts";

const one = (name: string, before: string, after: string): Pair => {
  const externs = "extern void take(int *p); extern int *last(void);";
  const text = (body: string): string => `${externs} int f(struct dev *d, int a, int b) { ${body} }`;
  return { name, before: text(before), after: text(after) };
};

/** Loads on the wrong side of a store to a variable on the stack: what they read may be that variable. */
export const LOCALS_DIFFER: readonly Pair[] = [
  one(
    "a variable read ahead of its change",
    "int x = a; take(&x); int y = x; x = b; take(&x); return y;",
    "int x = a; take(&x); x = b; int y = x; take(&x); return y;",
  ),
  one(
    "a variable read through what a call gives",
    "int x = a; take(&x); int *p = last(); int y = *p; x = b; take(&x); return y;",
    "int x = a; take(&x); int *p = last(); x = b; int y = *p; take(&x); return y;",
  ),
  one(
    "a variable read through memory that a call may have changed",
    "struct dev x = { .mode = a }; call(&x, 1, 2); struct dev *p = d->parent; int y = p->mode; x.mode = b; call(&x, 1, 2); return y;",
    "struct dev x = { .mode = a }; call(&x, 1, 2); struct dev *p = d->parent; x.mode = b; int y = p->mode; call(&x, 1, 2); return y;",
  ),
  one(
    "a variable read through a pointer that was stored",
    "int x = a; d->regs = (u8 *)&x; take(&b); int y = *(int *)d->regs; x = b; take(&x); return y;",
    "int x = a; d->regs = (u8 *)&x; take(&b); x = b; int y = *(int *)d->regs; take(&x); return y;",
  ),
  one(
    "a variable read through one of two pointers",
    "int x = a; take(&x); int *p = b ? &x : (int *)&d->mode; int y = *p; x = b; take(&x); return y;",
    "int x = a; take(&x); int *p = b ? &x : (int *)&d->mode; x = b; int y = *p; take(&x); return y;",
  ),
  one(
    "a field read ahead of a call that may change it",
    "int x = a; int y = d->mode; take(&x); return y;",
    "int x = a; take(&x); int y = d->mode; return y;",
  ),
  one(
    "a field read ahead of a store through another pointer",
    "int x = a; int y = d->mode; *last() = x; return y + d->flags;",
    "int x = a; int *p = last(); *p = x; int y = d->mode; return y + d->flags;",
  ),
  one(
    "a division ahead of a call that may stop",
    "int x = a; take(&x); return 8 / b;",
    "int x = a, y = 8 / b; take(&x); return y;",
  ),
  one(
    "a field read ahead of a volatile store to a local",
    "volatile int x; int y = *(volatile int *)&d->mode; x = a; return y;",
    "volatile int x; x = a; int y = *(volatile int *)&d->mode; return y;",
  ),
  one(
    "another variable passed",
    "int x = a, y = b; take(&x); return y;",
    "int x = a, y = b; take(&y); return y;",
  ),
  one(
    "a store to a local left out",
    "int x[2] = { a, b }; take(x); return d->mode;",
    "int x[2]; x[0] = a; take(x); return d->mode;",
  ),
  one(
    "a local filled on one way only",
    "int x[2] = { a, b }; if (b) x[0] = 7; take(x); return 0;",
    "int x[2] = { a, b }; x[0] = 7; take(x); return 0;",
  ),
  one(
    "a local filled once for all rounds of a loop",
    "for (int i = 0; i < a; i++) { int x[2] = { a, b }; take(x); } return 0;",
    "int x[2] = { a, b }; for (int i = 0; i < a; i++) take(x); return 0;",
  ),
  one(
    "a local filled again only in the first round",
    "int x[2] = { a, b }; for (int i = 0; i < a; i++) { x[0] = 5; take(x); } return 0;",
    "int x[2] = { a, b }; for (int i = 0; i < a; i++) { if (i == 0) x[0] = 5; take(x); } return 0;",
  ),
  one(
    "overlapping writes exchanged",
    "int x[2] = { a, b }; ((u8 *)x)[1] = b; *(int *)((u8 *)x + 1) = a; take(x); return 0;",
    "int x[2] = { a, b }; *(int *)((u8 *)x + 1) = a; ((u8 *)x)[1] = b; take(x); return 0;",
  ),
  one(
    "what two locals are filled with exchanged",
    "int x = a, y = b; take(&x); take(&y); return 0;",
    "int x = b, y = a; take(&x); take(&y); return 0;",
  ),
  one(
    "a local filled with a field that a call may have changed",
    "int x = d->mode; other(d, 1, 2); take(&x); return 0;",
    "other(d, 1, 2); int x = d->mode; take(&x); return 0;",
  ),
  one(
    "a local filled behind the call that reads it through one of two pointers",
    "int x = a, y = b; int *p = b ? &x : &y; x = 1; take(p); take(&x); return y;",
    "int x = a, y = b; int *p = b ? &x : &y; take(p); x = 1; take(&x); return y;",
  ),
  one(
    "a local filled behind the call that reads it through memory",
    "int x = a; d->regs = (u8 *)&x; x = b; call(d, 1, 2); return x;",
    "int x = a; d->regs = (u8 *)&x; call(d, 1, 2); x = b; return x;",
  ),
  one(
    "a local copied from another behind a call that changes that one",
    "int x[8], y[8]; take(y); __builtin_memcpy(x, y, sizeof(x)); take(y); take(x); return 0;",
    "int x[8], y[8]; take(y); take(y); __builtin_memcpy(x, y, sizeof(x)); take(x); return 0;",
  ),
  one(
    "a local filled behind a call in a loop that already has it",
    "int x = a; for (int i = 0; i < b; i++) { take(&x); x = b; call(d, i, x); } return 0;",
    "int x = a; for (int i = 0; i < b; i++) { x = b; take(&x); call(d, i, x); } return 0;",
  ),
  one(
    "a local that one way leaves as it was",
    "int x[2] = { a, b }; if (a) { x[1] = 3; call(d, 1, 2); } else call(d, 3, 4); take(x); return 0;",
    "int x[2] = { a, b }; if (a) call(d, 1, 2); else { x[1] = 3; call(d, 3, 4); } take(x); return 0;",
  ),
];
