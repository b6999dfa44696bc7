import type { FoldMember } from "../members/fold-member.ts";
import type { MacroTable } from "../members/macro-table.ts";
import { remember } from "../memo/remember.ts";
import { type Refusal, type RefusalReason, refuse } from "../refusal.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";
import { declaresConstantTable } from "./constant-table.ts";
import { UNSAFE_NAMES, UNSAFE_WORDS } from "./unsafe-words.ts";

/**
 * The first thing in a member that may mean something else in another function: its name or line, static state,
 * assembly, `#if`, odd linkage. Macros of the driver itself are looked into, however deep; macros of the kernel are
 * known by name (`unsafe-words.ts`).
 */
export function findUnsafeConstruct(member: FoldMember, macros: MacroTable): Refusal | undefined {
  const tokens = cTokens(member.plainText);
  const name = `${member.member.function}()`;
  if (/^[ \t]*#/m.test(member.text))
    return refuse("preprocessor-inside", `${name} has preprocessor lines in it.`);
  const label = findLabelAddress(tokens);
  if (label) return refuse("label-address", `${name} takes the address of a label.`);
  const bodyStart = member.span.bodyStart - member.span.start;
  if (tokens.some((token) => token.text === "..." && token.start < bodyStart)) {
    return refuse("variadic-function", `${name} takes a variable number of arguments.`);
  }
  for (const [i, token] of tokens.entries()) {
    if (token.text === "static" && declaresConstantTable(tokens, i)) continue;
    const found = isWord(token) ? findUnsafeWord(token.text, macros) : undefined;
    if (found)
      return refuse(found.reason, `${name} uses ${found.word}, which depends on the function it stands in.`);
  }
  return undefined;
}

/** The word of a member that stands for another, itself or through the driver's own macros; undefined when none does. */
export function usesWord(member: FoldMember, wanted: string, macros: MacroTable): string | undefined {
  const seen = new Set<string>();
  const leadsTo = (word: string): boolean => {
    if (word === wanted) return true;
    if (seen.has(word)) return false;
    seen.add(word);
    return bodiesOf(word, macros).some((body) => (body.match(/[A-Za-z_]\w*/g) ?? []).some(leadsTo));
  };
  return cTokens(member.plainText).find((token) => isWord(token) && leadsTo(token.text))?.text;
}

interface UnsafeWord {
  readonly word: string;
  readonly reason: RefusalReason;
}

/** A function of the driver's own may be called `chip_init_once`; a macro of the kernel keeps state under such a name. */
function isOwnFunction(word: string, macros: MacroTable): boolean {
  return (
    /[a-z]_once$/.test(word) &&
    macros.files.some(({ functions }) => functions.some(({ name }) => name === word))
  );
}

/** Words that lead to nothing unsafe through a driver's macros, and those that do. */
const knownWords = remember((_: MacroTable) => ({
  safe: new Set<string>(),
  unsafe: new Map<string, UnsafeWord>(),
}));

function findUnsafeWord(word: string, macros: MacroTable): UnsafeWord | undefined {
  const { safe, unsafe } = knownWords(macros);
  if (safe.has(word)) return undefined;
  const before = unsafe.get(word);
  if (before) return before;
  const seen = new Set<string>();
  const found = followWord(word, macros, seen);
  // All that was looked at on the way to nothing leads to nothing.
  if (found) unsafe.set(word, found);
  else for (const each of seen) safe.add(each);
  return found;
}

function followWord(word: string, macros: MacroTable, seen: Set<string>): UnsafeWord | undefined {
  const reason = isOwnFunction(word, macros) ? undefined : reasonOf(word);
  if (reason) return { word, reason };
  if (seen.has(word)) return undefined;
  seen.add(word);
  for (const body of bodiesOf(word, macros)) {
    for (const inner of body.match(/[A-Za-z_]\w*/g) ?? []) {
      const found = followWord(inner, macros, seen);
      if (found) return { word, reason: found.reason };
    }
  }
  return undefined;
}

/** What the driver's own macros put in a word's place. */
function bodiesOf(word: string, macros: MacroTable): string[] {
  const format = PREFIX_MACROS.find(([pattern]) => pattern.test(word))?.[1];
  const used = format ? [word, format] : [word];
  return used.flatMap((name) => macros.find(name)).map(({ body }) => body);
}

/** Printing macros of the kernel expand to a macro that the driver may define. */
const PREFIX_MACROS: readonly (readonly [RegExp, string])[] = [
  [/^pr_\w+$/, "pr_fmt"],
  [/^dev_(?:err|warn|info|dbg|notice|crit|alert|emerg)\w*$/, "dev_fmt"],
];

function reasonOf(word: string): RefusalReason | undefined {
  return UNSAFE_WORDS.get(word) ?? UNSAFE_NAMES.find(([pattern]) => pattern.test(word))?.[1];
}

/** `goto *p` and `&&label`: only in GNU C, and only these places can hold a unary `&&`. */
function findLabelAddress(tokens: readonly CToken[]): CToken | undefined {
  return tokens.find((token, i) => {
    const before = tokens[i - 1]?.text ?? "";
    if (token.text === "*" && before === "goto") return true;
    return token.text === "&&" && /^(?:[=({,[?:]|return)$/.test(before);
  });
}
