/**
 * The textual change that makes a helper comparable with the code it replaced: in scratch copies, the
 * helper (after) and the functions that it replaced (before) become `static … always_inline`, so that both
 * meet in their callers. Linkage and inlining do not change what C code means; the shipped text stays as
 * the patch has it.
 *
 * Its prototypes in headers follow. Its `EXPORT_SYMBOL` goes, since an exported function also exists on its own.
 */
import { applyEdits, type CText, type Edit, type FunctionSpan, listFunctions } from "@kindred/c-source";

const FORCED = "static __inline__ __attribute__((__always_inline__)) ";
/** A part of a prototype is shorter than this; bounds the search in a hostile file. */
const LONGEST = 1000;
const STORAGE = /\b(?:static|extern|inline|__inline|__inline__|__always_inline)\b[ \t]*/g;

/** The definitions of `names` in a text, by name. Those marked `noinline` are left out: that is their meaning. */
export function findDefinitions(text: CText, names: ReadonlySet<string>): Map<string, FunctionSpan> {
  const found = new Map<string, FunctionSpan>();
  if (![...names].some((name) => text.includes(name))) return found;
  for (const span of listFunctions(text)) {
    const head = text.slice(span.start, span.bodyStart);
    if (names.has(span.name) && !/\bnoinline/.test(head)) found.set(span.name, span);
  }
  return found;
}

/** Makes the definitions of `names` in `text` static and always inline. */
export function forceInline(text: CText, names: ReadonlySet<string>): CText {
  const definitions = findDefinitions(text, names);
  const edits: Edit[] = [...definitions.values()].map((span) => ({
    start: span.start,
    end: span.nameStart,
    text: FORCED + text.slice(span.start, span.nameStart).replace(STORAGE, ""),
  }));
  const forced = applyEdits(text, edits);
  return [...definitions.keys()].reduce(removeExport, forced);
}

/** Makes every prototype of `name` one of a function that is static and always inline; its type may stand above it. */
export function forcePrototypes(text: CText, name: string): CText {
  const prototype = new RegExp(
    `^(?:[A-Za-z_][\\w \\t*]{0,${LONGEST}}\\n)?(?![ \\t#*/])[^;{}()=\\n]{0,${LONGEST}}\\b${name}[ \\t]*\\([^;{}]{0,${LONGEST}}\\)[^;{}()]{0,${LONGEST}};`,
    "gm",
  );
  return text.replace(prototype, (found) => FORCED + found.replace(STORAGE, ""));
}

function removeExport(text: CText, name: string): CText {
  return text.replace(new RegExp(`^EXPORT_SYMBOL\\w*\\(${name}\\b[^)\\n]*\\);?[ \\t]*$`, "gm"), "");
}
