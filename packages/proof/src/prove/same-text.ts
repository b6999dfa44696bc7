/**
 * The cheap answer for a source that a patch does not touch, but that includes a header which it does: when the
 * preprocessor makes the same text of it before and after, the compiler cannot make anything else of it. Most patches of
 * a header add a macro that most includers do not use, or the prototype of a function that they do not call: such
 * prototypes are left out of the comparison, as long as nothing else in the text names the function. Anything else (an
 * inline function, an attribute, a pragma, a type) is for the ladder to tell.
 *
 * Two runs of the preprocessor take about a quarter of what two compiles do. Lines count as they do on the ladder:
 * `__LINE__` is held constant.
 */
import type { CText } from "@kindred/c-source";
import type { Compile, JobChanges } from "./compile-sides.ts";
import type { Unit } from "./unit.ts";

/** No header grows by more declarations in one patch. */
const LONGEST = 1 << 16;
const NO_PROTOTYPE =
  /^(?:static|inline|__inline|__inline__|typedef|asm|__asm|__asm__|__attribute|__attribute__)$/;

/** How the preprocessor is asked. */
export function preprocessing(extra: readonly string[]): JobChanges {
  return { extra, emit: ["-E", "-P"] };
}

/** Whether a source that the patch does not touch is the same text for the compiler; false when that cannot be told. */
export async function seesSameText(unit: Unit, extra: readonly string[], compile: Compile): Promise<boolean> {
  const own = unit.before.get(unit.file) ?? null;
  if (own === null || own !== unit.after.get(unit.file)) return false;
  const before = await compile(unit.before, preprocessing(extra));
  if (before.output === undefined) return false;
  const after = await compile(unit.after, preprocessing(extra));
  if (after.output === undefined) return false;
  return isSameButPrototypes(before.output.toString("latin1"), after.output.toString("latin1"));
}

/** Whether two preprocessed texts differ by nothing but prototypes of functions that neither names. */
export function isSameButPrototypes(before: CText, after: CText): boolean {
  const [a, b] = [before, after].map((text) => text.replace(/\n+/g, "\n")) as [CText, CText];
  if (a === b) return true;
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const middles = [a, b].map((text) => text.slice(start, text.length - end));
  const names = middles.map(prototypeNames);
  const common = [a.slice(0, start), a.slice(a.length - end)];
  return names.every((some) => some?.every((name) => common.every((text) => !mentions(text, name))) ?? false);
}

/** Length of the common start, in whole lines. */
function commonStart(a: CText, b: CText): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return a.lastIndexOf("\n", at - 1) + 1;
}

/** Length of the common end after `start`, in whole lines. */
function commonEnd(a: CText, b: CText, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length))
    length++;
  const from = a.length - length;
  if (from === start || a[from - 1] === "\n") return length;
  const next = a.indexOf("\n", from);
  return next < 0 ? 0 : a.length - next - 1;
}

/** The functions that a piece of text declares, when it holds nothing else. */
function prototypeNames(text: CText): string[] | undefined {
  if (text.length > LONGEST) return undefined;
  const statements = text.split(";").map((statement) => statement.trim());
  if (statements.pop() !== "") return undefined; // the last one goes on in what is common
  const names = statements.map(prototypeName);
  return names.every((name): name is string => name !== undefined) ? names : undefined;
}

/** `struct a *f(int b)` declares `f`: words and stars, then parameters without parentheses. */
function prototypeName(statement: CText): string | undefined {
  const open = statement.indexOf("(");
  const head = statement.slice(0, open);
  const parameters = statement.slice(open);
  if (open < 0 || !/^[\w\s*]+$/.test(head) || !/^\([\w\s*,.[\]]*\)$/.test(parameters)) return undefined;
  const words = head.split(/[\s*]+/).filter(Boolean);
  const isPlain = words.length > 1 && !words.some((word) => NO_PROTOTYPE.test(word));
  return isPlain && /\w\s*$/.test(head) ? words.at(-1) : undefined;
}

function mentions(text: CText, name: string): boolean {
  return text.includes(name) && new RegExp(`\\b${name}\\b`).test(text);
}
