import { hashWord } from "@kindred/c-source";

/**
 * What a token does in its place. C gives it away without a parser: an identifier before `(` is called, one after
 * `.` or `->` is a struct member, one in capitals is a constant of the driver (a register, a flag).
 * The role decides how much a token weighs and which tokens may stand for one another (see verify/).
 */
export const Role = {
  Punctuator: 0,
  Keyword: 1,
  /** `int`, `unsigned` …: renamed like any other type, so not a keyword here. */
  BuiltinType: 2,
  Name: 3,
  Constant: 4,
  Callee: 5,
  Member: 6,
  Number: 7,
  String: 8,
} as const;

const FIRST_RENAMABLE = Role.BuiltinType;
const LAST_RENAMABLE = Role.Member;
const ROLE_SHIFT = 28;
const SPELLING_MASK = 0x0fffffff;
const STEM_SHIFT = 20;
const STEM_MASK = 0xff;
const NAME_MASK = 0x000fffff;

/** Role and spelling in one Int32: 4 bits of role, 28 of the spelling's hash (exact for punctuators). */
export function packSymbol(role: number, hash: number): number {
  return (role << ROLE_SHIFT) | (hash & SPELLING_MASK);
}

/** As {@link packSymbol}, with 8 bits of the hash of the name's stem among the 28. */
export function packName(role: number, hash: number, stem: number): number {
  return (role << ROLE_SHIFT) | ((stem & STEM_MASK) << STEM_SHIFT) | (hash & NAME_MASK);
}

/** Whether two names have the same stem (stem-hash.ts); one pair in 256 is told wrong. */
export function haveSameStem(x: number, y: number): boolean {
  return (((x ^ y) >>> STEM_SHIFT) & STEM_MASK) === 0;
}

/** All that is kept of the spelling: 28 bits. */
export function spellingOf(symbol: number): number {
  return symbol & SPELLING_MASK;
}

export function roleOf(symbol: number): number {
  return symbol >>> ROLE_SHIFT;
}

/** Roles whose tokens are names: a consistent renaming may replace them. */
export function isRenamable(role: number): boolean {
  return role >= FIRST_RENAMABLE && role <= LAST_RENAMABLE;
}

/** Whether a symbol can have come from a token with this hash; not for a function's own name. */
export function hasSpelling(symbol: number, hash: number): boolean {
  const mask = isRenamable(roleOf(symbol)) ? NAME_MASK : SPELLING_MASK;
  return ((symbol ^ hash) & mask) === 0;
}

const KEYWORDS =
  "if else for while do switch case default break continue return goto sizeof struct union enum typeof __typeof__ " +
  "const volatile static extern register inline typedef asm __asm__ _Generic __attribute__";
const BUILTIN_TYPES = "int char short long unsigned signed float double void bool _Bool";
/** Named values: swapping one for another changes behaviour, so they count as literals and not as names. */
const LITERAL_WORDS = "true false NULL";
/** Linkage and inlining say nothing about what a function does. */
const LINKAGE_WORDS =
  "static extern inline __inline __inline__ noinline __always_inline __maybe_unused __init __exit";

const TABLE_SIZE = 512;
const wordKeys = new Int32Array(TABLE_SIZE);
const wordRoles = new Int8Array(TABLE_SIZE).fill(-1);
const linkageWords = new Set(LINKAGE_WORDS.split(" ").map(hashWord));

for (const word of KEYWORDS.split(" ")) addWord(word, Role.Keyword);
for (const word of BUILTIN_TYPES.split(" ")) addWord(word, Role.BuiltinType);
for (const word of LITERAL_WORDS.split(" ")) addWord(word, Role.Number);

function addWord(word: string, role: number): void {
  const hash = hashWord(word);
  let slot = hash & (TABLE_SIZE - 1);
  while (wordRoles[slot] >= 0) slot = (slot + 1) & (TABLE_SIZE - 1);
  wordKeys[slot] = hash;
  wordRoles[slot] = role;
}

/** The role of a word that C or the kernel fixes, or -1 for a name. */
export function fixedRole(hash: number): number {
  let slot = hash & (TABLE_SIZE - 1);
  while (wordRoles[slot] >= 0) {
    if (wordKeys[slot] === hash) return wordRoles[slot];
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
  return -1;
}

export function isLinkageWord(hash: number): boolean {
  return linkageWords.has(hash);
}
