/** What the small C pairs share: a device, register access, locks and debug output in the kernel's manner. */
export const PRELUDE = `
typedef unsigned int u32; typedef unsigned char u8; typedef unsigned long size_t;
struct lock { int v; }; struct lock_class_key { char k[8]; };
struct dev { u32 flags; u32 mode; u8 *regs; struct lock lock; struct dev *parent; int (*op)(int); };
extern void lock(struct lock *l), unlock(struct lock *l);
extern void register_key(struct lock *l, struct lock_class_key *key, const char *name);
extern int call(struct dev *d, int a, int b), other(struct dev *d, int a, int b);
extern void stop(void) __attribute__((noreturn));
extern void debug(const void *descriptor, const char *format, ...), print(const char *format, ...);
static inline u32 readl(const volatile void *a) { return *(const volatile u32 *)a; }
static inline void writel(u32 v, volatile void *a) { *(volatile u32 *)a = v; }
#define noinline __attribute__((noinline))
struct descriptor { const char *function, *format; u32 flags; };
#define dev_dbg(format, ...) do { \\
  static struct descriptor __attribute__((section("__dyndbg"), used)) ddebug = { __func__, format, 0 }; \\
  if (ddebug.flags) debug(&ddebug, format, ##__VA_ARGS__); } while (0)
struct pi_entry { const char *format, *function; };
#define dev_err(fmt, ...) do { \\
  static const struct pi_entry _entry = { fmt, __func__ }; \\
  static const struct pi_entry *_entry_ptr __attribute__((section(".printk_index"), used)) = &_entry; \\
  print(fmt, ##__VA_ARGS__); } while (0)
`;
