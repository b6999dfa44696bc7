import type { Pair } from "./must-differ.ts";

/** Mistakes in how code reaches memory, other functions and the machine. */
export const ACCESSES_DIFFER: readonly Pair[] = [
  {
    name: "another alignment on the stack",
    before: `extern void take(void *); int f(void) { char buf[64] __attribute__((aligned(64))); take(buf); return 0; }`,
    after: `extern void take(void *); int f(void) { char buf[64]; take(buf); return 0; }`,
  },
  {
    name: "an access without its segment",
    before: `int f(int *p) { return *(int __seg_gs *)p; }`,
    after: `int f(int *p) { return *p; }`,
  },
  {
    name: "an access in another segment",
    before: `int f(int *p) { return *(int __seg_gs *)p; }`,
    after: `int f(int *p) { return *(int __seg_fs *)p; }`,
  },
  {
    name: "a store without its segment",
    before: `void f(int *p) { *(int __seg_gs *)p = 1; }`,
    after: `void f(int *p) { *p = 1; }`,
  },
  {
    name: "a variable of each processor read as a plain one",
    before: `extern int __seg_gs n; int f(void) { return n; }`,
    after: `extern int n; int f(void) { return n; }`,
  },
  {
    name: "a short literal with another first character, read from its middle",
    before: `char f(int a) { return "0123456789"[a + 5]; }`,
    after: `char f(int a) { return "x123456789"[a + 5]; }`,
  },
  {
    name: "a literal with a terminator inside, likewise",
    before: `char f(int a) { return "01234\\0006789"[a + 5]; }`,
    after: `char f(int a) { return "x1234\\0006789"[a + 5]; }`,
  },
  {
    name: "a long literal, likewise",
    before: `char f(long a) { return "01234567890123456789012345678901234567890123456789"[a + 5]; }`,
    after: `char f(long a) { return "x1234567890123456789012345678901234567890123456789"[a + 5]; }`,
  },
  {
    name: "a constant array, likewise",
    before: `int f(int a) { return ((const int[]){1,2,3,4,5,6,7,8,9})[a + 5]; }`,
    after: `int f(int a) { return ((const int[]){7,2,3,4,5,6,7,8,9})[a + 5]; }`,
  },
  {
    name: "a relaxed for an ordered store",
    before: `void f(struct dev *d) { __atomic_store_n(&d->flags, 1, __ATOMIC_SEQ_CST); }`,
    after: `void f(struct dev *d) { __atomic_store_n(&d->flags, 1, __ATOMIC_RELAXED); }`,
  },
  {
    name: "a dropped fence",
    before: `void f(struct dev *d) { d->flags = 1; __atomic_thread_fence(__ATOMIC_SEQ_CST); d->mode = 1; }`,
    after: `void f(struct dev *d) { d->flags = 1; d->mode = 1; }`,
  },
  {
    name: "another expected value",
    before: `int f(struct dev *d, int a) { return __sync_val_compare_and_swap(&d->flags, 1, a); }`,
    after: `int f(struct dev *d, int a) { return __sync_val_compare_and_swap(&d->flags, 2, a); }`,
  },
  {
    name: "another instruction of assembly",
    before: `int f(int a) { asm volatile("bsf %1, %0" : "=r"(a) : "r"(a)); return a; }`,
    after: `int f(int a) { asm volatile("bsr %1, %0" : "=r"(a) : "r"(a)); return a; }`,
  },
  {
    name: "operands of assembly exchanged",
    before: `void f(int a) { asm volatile("wrmsr" :: "a"(a), "d"(0), "c"(1)); }`,
    after: `void f(int a) { asm volatile("wrmsr" :: "a"(0), "d"(a), "c"(1)); }`,
  },
  {
    name: "assembly doubled",
    before: `void f(int a) { asm volatile("cpuid" ::: "eax","ebx","ecx","edx"); }`,
    after: `void f(int a) { asm volatile("cpuid" ::: "eax","ebx","ecx","edx"); asm volatile("cpuid" ::: "eax","ebx","ecx","edx"); }`,
  },
  {
    name: "dropped clobbers",
    before: `extern int x(int); int f(int a) { int b = x(a); asm volatile("nop" ::: "rbx", "rbp","r12","r13","r14","r15"); return b + a; }`,
    after: `extern int x(int); int f(int a) { int b = x(a); asm volatile("nop"); return b + a; }`,
  },
  {
    name: "the target of a jump in assembly",
    before: `int f(struct dev *d) { asm goto("jc %l0" :::: yes); return 1; yes: return 2; }`,
    after: `int f(struct dev *d) { asm goto("jc %l0" :::: yes); return 2; yes: return 1; }`,
  },
  {
    name: "two targets of assembly exchanged",
    before: `int f(struct dev *d) { asm goto("jc %l0; jz %l1" :::: yes, no); return 1; yes: return call(d,1,2); no: return other(d,3,4); }`,
    after: `int f(struct dev *d) { asm goto("jc %l1; jz %l0" :::: yes, no); return 1; yes: return call(d,1,2); no: return other(d,3,4); }`,
  },
  {
    name: "a wider variable argument",
    before: `void f(long a) { print("%d", (int)a); }`,
    after: `void f(long a) { print("%d", a); }`,
  },
  {
    name: "two cases of a dense switch exchanged",
    before: `int f(struct dev *d, int a) { switch (a) { case 0: return call(d,1,1); case 1: return call(d,2,7); case 2: return other(d,3,1); case 3: return other(d,5,6); case 4: return call(d,9,9); case 5: return other(d, 1, 1); } return 0; }`,
    after: `int f(struct dev *d, int a) { switch (a) { case 0: return call(d,1,1); case 2: return call(d,2,7); case 1: return other(d,3,1); case 3: return other(d,5,6); case 4: return call(d,9,9); case 5: return other(d, 1, 1); } return 0; }`,
  },
  {
    name: "another value of a case",
    before: `int f(int a) { switch (a) { case 0: return 4; case 1: return 9; case 2: return 1; case 3: return 77; case 4: return 5; } return 0; }`,
    after: `int f(int a) { switch (a) { case 0: return 4; case 1: return 9; case 2: return 1; case 3: return 78; case 4: return 5; } return 0; }`,
  },
  {
    name: "another result of an indirect call",
    before: `int f(struct dev *d, int a) { return ((u8 (*)(int))d->op)(a); }`,
    after: `int f(struct dev *d, int a) { return d->op(a); }`,
  },
  {
    name: "another argument of an indirect call",
    before: `int f(struct dev *d, long a) { return ((int (*)(long))d->op)(a); }`,
    after: `int f(struct dev *d, long a) { return d->op(a); }`,
  },
  {
    name: "a signed for an unsigned load",
    before: `int f(struct dev *d, int a) { return d->regs[a]; }`,
    after: `int f(struct dev *d, int a) { return ((signed char *)d->regs)[a]; }`,
  },
  {
    name: "a dropped byte swap",
    before: `int f(struct dev *d) { return __builtin_bswap32(d->flags); }`,
    after: `int f(struct dev *d) { return d->flags; }`,
  },
  {
    name: "another floating constant",
    before: `double f(int a) { return a ? 1.5 : 2.5; }`,
    after: `double f(int a) { return a ? 1.5 : 3.5; }`,
  },
  {
    name: "a shorter memset",
    before: `void f(struct dev *d) { __builtin_memset(d, 0, 32); }`,
    after: `void f(struct dev *d) { __builtin_memset(d, 0, 24); }`,
  },
  {
    name: "other flags of a warning",
    before: `void f(int a) { if (a) asm volatile("1: ud2\\n.pushsection __bug_table,\\"aw\\"\\n.long 1b - .\\n.long 0\\n.word 1\\n.word 5\\n.popsection"); }`,
    after: `void f(int a) { if (a) asm volatile("1: ud2\\n.pushsection __bug_table,\\"aw\\"\\n.long 1b - .\\n.long 0\\n.word 1\\n.word 7\\n.popsection"); }`,
  },
  {
    name: "another handler of a fault",
    before: `int f(int *p) { int r = 0; asm volatile("1: mov (%1), %0\\n2:\\n.pushsection __ex_table,\\"a\\"\\n.long 1b - .\\n.long 2b - .\\n.long 3\\n.popsection" : "+r"(r) : "r"(p)); return r; }`,
    after: `int f(int *p) { int r = 0; asm volatile("1: mov (%1), %0\\n2:\\n.pushsection __ex_table,\\"a\\"\\n.long 1b - .\\n.long 2b - .\\n.long 4\\n.popsection" : "+r"(r) : "r"(p)); return r; }`,
  },
  {
    name: "debug output of two functions exchanged",
    before: `int f(struct dev *d) { dev_dbg("one"); return call(d,1,1); } int g(struct dev *d) { dev_dbg("two"); return call(d,1,1); }`,
    after: `int f(struct dev *d) { dev_dbg("two"); return call(d,1,1); } int g(struct dev *d) { dev_dbg("one"); return call(d,1,1); }`,
    folded: ["f", "g"],
  },
  {
    name: "a dev_err that moves to another function",
    before: `int f(struct dev *d) { dev_err("one"); return call(d,1,1); } int g(struct dev *d) { return call(d,1,1); }`,
    after: `int f(struct dev *d) { return call(d,1,1); } int g(struct dev *d) { dev_err("one"); return call(d,1,1); }`,
  },
  {
    name: "two variables on the stack exchanged",
    before: `extern void take2(void *, void *); int f(void) { int x = 1, y = 2; take2(&x, &y); return x; }`,
    after: `extern void take2(void *, void *); int f(void) { int x = 1, y = 2; take2(&y, &x); return x; }`,
  },
  {
    name: "a value for a truth value",
    before: `int f(int a) { return !!a; }`,
    after: `int f(int a) { return a; }`,
  },
  {
    name: "an unsigned for a signed minimum",
    before: `int f(int a, int b) { return a < b ? a : b; }`,
    after: `int f(int a, int b) { return (u32)a < (u32)b ? a : b; }`,
  },
  {
    name: "another register",
    before: `register unsigned long sp asm("rsp"); unsigned long f(void) { return sp; }`,
    after: `register unsigned long sp asm("rbp"); unsigned long f(void) { return sp; }`,
  },
  {
    name: "a plain for a volatile store",
    before: `void f(struct dev *d) { *(volatile u32 *)&d->flags = 1; d->flags = 2; }`,
    after: `void f(struct dev *d) { d->flags = 1; d->flags = 2; }`,
  },
  {
    name: "an allocation moved out of a loop",
    before: `extern void take(void *); void f(int n) { for (int i = 0; i < n; i++) take(__builtin_alloca(16)); }`,
    after: `extern void take(void *); void f(int n) { void *p = __builtin_alloca(16); for (int i = 0; i < n; i++) take(p); }`,
  },
  {
    name: "labels of a table exchanged",
    before: `int f(struct dev *d, int a) { static const void *const t[] = { &&x, &&y }; goto *t[a]; x: return call(d,1,2); y: return other(d,3,4); }`,
    after: `int f(struct dev *d, int a) { static const void *const t[] = { &&y, &&x }; goto *t[a]; x: return call(d,1,2); y: return other(d,3,4); }`,
  },
  {
    name: "a field of a packed structure",
    before: `struct p { u8 a; u32 b; } __attribute__((packed)); u32 f(struct p *p) { return p->b; }`,
    after: `struct p { u8 a; u32 b; }; u32 f(struct p *p) { return p->b; }`,
  },
  {
    name: "another field of a result",
    before: `struct r { long a, b; }; extern struct r mk(void); long f(void) { return mk().a; }`,
    after: `struct r { long a, b; }; extern struct r mk(void); long f(void) { return mk().b; }`,
  },
  {
    name: "results of two calls exchanged",
    before: `int f(struct dev *d) { int x = call(d, 1, 1); return other(d, x, call(d, 1, 1)); }`,
    after: `int f(struct dev *d) { int x = call(d, 1, 1); return other(d, call(d, 1, 1), x); }`,
  },
];
