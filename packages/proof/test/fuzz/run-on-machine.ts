/**
 * What a text does, found out by running it: the oracle that owes nothing to any comparison. Registers, calls
 * and messages are logged with their arguments, reads and calls give values that only the input and the place
 * in the log decide, and what a call may do to memory it does. A run in which something undefined happens (the
 * compiler's own checks say so) or that never ends says nothing from there on.
 */
import { writeFile } from "node:fs/promises";
import { runTool } from "../../src/tools/run-tool.ts";
import { PRELUDE } from "../pairs/c-prelude.ts";
import { FOLDED_FUNCTIONS, HELPER } from "./generate-fold.ts";

const INPUTS = 40;

/** The prelude with register access and debug output as calls that are logged. */
const LOGGED_PRELUDE = `${PRELUDE.replace(/^static inline \w+ (?:readl|writel).*\n/gm, "")}
extern u32 readl(const volatile void *a);
extern void writel(u32 v, volatile void *a);
#undef dev_dbg
#undef dev_err
#define dev_dbg(format, ...) debug((void *)0, format, ##__VA_ARGS__)
#define dev_err(format, ...) print("error: " format, ##__VA_ARGS__)
`;

const HARNESS = `
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
typedef unsigned long long u64;
static u64 log_hash; static u32 log_count, input; static u8 space[512], parent_space[512];
static struct dev device, parent; static sigjmp_buf out;
static void take(u64 v) { log_hash = (log_hash ^ v) * 0x100000001b3ull; log_hash ^= log_hash >> 29; }
static u32 mix(u32 v) { v ^= v >> 16; v *= 0x7feb352du; v ^= v >> 15; v *= 0x846ca68bu; return v ^ (v >> 16); }
static u32 answer(u32 kind, u64 a, u64 b) {
  take(kind); take(a); take(b);
  if (++log_count > 400) siglongjmp(out, 2);
  return mix(log_count * 31 + input * 977 + kind); }
u32 readl(const volatile void *a) { return answer(1, (const u8 *)a - space, 0) >> (input & 24); }
void writel(u32 v, volatile void *a) { answer(2, (u8 *)a - space, v); }
static int perturb(u32 kind, struct dev *d, int a, int b) { u32 v = answer(kind, a, b);
  take(d == &device); device.flags ^= v & 3; device.mode += v & 1; parent.mode ^= v & 4; space[v & 7] ^= v; return (int)(v % 97) - 9; }
int call(struct dev *d, int a, int b) { return perturb(3, d, a, b); }
int other(struct dev *d, int a, int b) { return perturb(4, d, a, b); }
void lock(struct lock *l) { perturb(5, l == &device.lock ? &device : &parent, 0, 0); }
void unlock(struct lock *l) { perturb(6, l == &device.lock ? &device : &parent, 0, 0); }
static int op(int a) { return perturb(7, &device, a, 0); }
static void say(u32 kind, const char *format, va_list list) { char text[200]; u64 h = 0;
  vsnprintf(text, sizeof text, format, list);
  for (char *c = text; *c; c++) h = h * 33 + *c;
  answer(kind, h, 0); }
void debug(const void *d, const char *format, ...) { va_list l; va_start(l, format); say(8, format, l); va_end(l); }
void print(const char *format, ...) { va_list l; va_start(l, format); say(9, format, l); va_end(l); }
void stop(void) { siglongjmp(out, 2); }
void register_key(struct lock *l, struct lock_class_key *key, const char *name) { answer(10, 0, 0); }
static void caught(int signal) { siglongjmp(out, 1); }
static void fill(u32 seed) {
  memset(&device, 0, sizeof device); memset(&parent, 0, sizeof parent);
  for (u32 i = 0; i < sizeof space; i++) { space[i] = mix(seed + i); parent_space[i] = mix(seed * 3 + i); }
  device.flags = mix(seed) >> (seed % 29); device.mode = mix(seed + 1) >> (seed % 23); device.regs = space;
  parent.mode = mix(seed + 2) & 63; parent.regs = parent_space; device.parent = &parent; parent.parent = &parent;
  device.op = parent.op = op; log_hash = 1469598103934665603ull; log_count = 0; input = seed; }
static int number(u32 seed) { return (int)(mix(seed) >> (seed * 7 % 32)) * (seed % 5 ? 1 : -1); }
static void run(int (*function)(struct dev *, int, int)) {
  struct itimerval limit = { { 0, 0 }, { 0, 100000 } };
  for (u32 seed = 1; seed <= ${INPUTS}; seed++) {
    fill(seed);
    int how = sigsetjmp(out, 1);
    if (how == 0) { setitimer(ITIMER_VIRTUAL, &limit, 0); take((u32)function(&device, number(seed), number(seed + 5000))); }
    if (how == 1) { printf("undefined\\n"); return; }
    take(how); take(device.flags); take(device.mode); take(parent.flags); take(parent.mode);
    for (u32 i = 0; i < sizeof space; i++) take(space[i]);
    printf("%llx ", log_hash); }
  printf("\\n"); }
int main(void) {
  int signals[] = { SIGILL, SIGFPE, SIGSEGV, SIGVTALRM, SIGTRAP, SIGABRT, SIGBUS };
  for (u32 i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], caught);
`;

/** The runs of a function: a hash of everything seen for each input, up to the first that is undefined. */
export type Behaviour = readonly string[];

/** Runs every text in one program; undefined where the compiler refuses one of them. */
export async function runOnMachine(texts: readonly string[], path: string): Promise<Behaviour[] | undefined> {
  const rename = (text: string, at: number): string =>
    text.replace(new RegExp(`\\b(?:${[...FOLDED_FUNCTIONS, HELPER].join("|")})\\b`, "g"), `$&_${at}`);
  const runs = texts.flatMap((_, at) => FOLDED_FUNCTIONS.map((name) => `run(${name}_${at});`));
  const source = [LOGGED_PRELUDE, ...texts.map(rename), HARNESS, ...runs, "return 0; }\n"].join("\n");
  await writeFile(
    `${path}.c`,
    source.replace("typedef unsigned long size_t;", "typedef __SIZE_TYPE__ size_t;"),
  );
  const checks = ["-fsanitize=undefined", "-fsanitize-undefined-trap-on-error"];
  const options = ["-O1", "-w", "-std=gnu11", "-fno-strict-aliasing", ...checks];
  const built = await runTool(["gcc", ...options, "-o", path, `${path}.c`]);
  if (built.code !== 0) return undefined;
  const ran = await runTool([path], { timeLimitSeconds: 60 });
  if (ran.code !== 0) throw new Error(`${path}: ${ran.outcome} ${ran.code} ${ran.stderr}`);
  const lines = ran.stdout.trimEnd().split("\n");
  return texts.map((_, at) => {
    const own = lines.slice(at * FOLDED_FUNCTIONS.length, (at + 1) * FOLDED_FUNCTIONS.length);
    return own.map((line) => line.trim());
  });
}

/** Whether two texts were seen to do different things. */
export function behavesOtherwise(left: Behaviour, right: Behaviour): boolean {
  return left.some((line, at) => {
    const [a, b] = [line.split(" "), right[at]!.split(" ")];
    const defined = Math.min(
      ...[a, b].map((runs) => (runs.at(-1) === "undefined" ? runs.length - 1 : runs.length)),
    );
    return a.slice(0, defined).join() !== b.slice(0, defined).join();
  });
}
