/** Keywords that may stand before a parenthesis: `word (` is then no call. */
export const NOT_CALLED: ReadonlySet<string> = new Set(
  "if while for switch return sizeof else do case default goto typeof __typeof__ __typeof asm __asm__ __asm volatile __volatile__ inline const static extern register _Alignof alignof __alignof__ _Generic __attribute__ __attribute _Static_assert".split(
    " ",
  ),
);

export const TAG_WORDS: ReadonlySet<string> = new Set(["struct", "union", "enum"]);

/** Words that make up a built-in type. */
export const BASIC_TYPE_WORDS: ReadonlySet<string> = new Set(
  "const volatile unsigned signed int long char short void bool _Bool float double __signed__ __int128".split(
    " ",
  ),
);

/** Words that begin a statement and so can follow an iteration macro. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  "if while for switch return do goto break continue case default else".split(" "),
);
