/*
 * `--why FILE:LINE`: the best answer that the run left behind, most telling first. What the codemod itself said
 * about the place (`file.miss`); that it did match; that the function does not parse; the pattern that came nearest
 * there, measured by the leaves that agreed before the first difference; words that the function lacks.
 */
import type { Edit } from "@kindred/c-source";
import type { CFile, PatternAttempt } from "../api/c-file.ts";
import type { CFunction } from "../api/c-function.ts";
import type { PatternNode } from "../pattern/pattern.ts";
import type { TransformOutput } from "../run/transform-text.ts";

export function explainLine(
  file: CFile,
  line: number,
  edits: readonly Edit[],
  failure: TransformOutput["failure"],
): string {
  const at = `${file.path}:${line}`;
  if (failure)
    return `${at}: the codemod ran, but the file is left alone (${failure.reason}): ${failure.detail}`;
  const covers = ({ start, end }: { start: number; end: number }): boolean =>
    file.lineOf(start) <= line && line <= file.lineOf(Math.max(start, end - 1));
  if (edits.some(covers)) return `${at}: the codemod changes this line.`;
  const fn = file.functions().find((candidate) => covers(candidate.range));
  return (
    explainMiss(file, at, covers) ??
    explainUnparsed(file, at, fn) ??
    explainNearest(file, at, covers) ??
    explainOtherMiss(file, at, fn) ??
    `${at}: ${fn ? `\`${fn.name}\` holds none of the code that the codemod looks for` : "the codemod looks for nothing on this line"}.`
  );
}

type Covers = (range: { start: number; end: number }) => boolean;

function explainMiss(file: CFile, at: string, covers: Covers): string | undefined {
  const reasons = file.misses
    .filter(covers)
    .sort((a, b) => a.end - a.start - (b.end - b.start))
    .map((miss) => miss.reason);
  return reasons.length === 0
    ? undefined
    : `${at}: the codemod passes it over: ${[...new Set(reasons)].join("; ")}.`;
}

function explainUnparsed(file: CFile, at: string, fn: CFunction | undefined): string | undefined {
  if (!fn || fn.parses) return undefined;
  return `${at}: the parser does not understand \`${fn.name}\` in ${file.path}, so it is never rewritten.`;
}

/** The attempt that touches the line and got furthest. */
function explainNearest(file: CFile, at: string, covers: Covers): string | undefined {
  const here = file.attempts.filter(({ node }) => covers(node.range));
  const matched = here.find(({ mismatch }) => !mismatch);
  if (matched) return `${at}: \`${matched.pattern.source}\` matches, but the codemod changes nothing for it.`;
  const nearest = here
    .filter(({ mismatch }) => (mismatch?.agreed ?? 0) > 0)
    .sort((a, b) => b.mismatch!.agreed - a.mismatch!.agreed)[0];
  return nearest && `${at}: ${describeMismatch(file, nearest)}`;
}

/** Nothing on the line itself: say what was passed over elsewhere in its function. */
function explainOtherMiss(file: CFile, at: string, fn: CFunction | undefined): string | undefined {
  const miss = fn && file.misses.find(({ start }) => fn.range.start <= start && start < fn.range.end);
  return (
    miss &&
    `${at}: in \`${fn.name}\` the codemod passes over line ${file.lineOf(miss.start)}: ${miss.reason}.`
  );
}

function describeMismatch(file: CFile, { pattern, node, mismatch }: PatternAttempt): string {
  const { wanted, found } = mismatch!;
  const place = found ? file.lineOf(node.unit.offset + found.startIndex) : node.line;
  const start = node.unit.offset + (found?.startIndex ?? 0);
  const text = found ? file.text.slice(start, node.unit.offset + found.endIndex) : undefined;
  return (
    `nearest is \`${pattern.source}\`, which differs on line ${place}: ` +
    `it wants ${describeWanted(wanted)}, found ${text === undefined ? "nothing" : `\`${shorten(text)}\``}.`
  );
}

function describeWanted(node: PatternNode): string {
  const spelling = spell(node);
  return spelling.length <= 60 ? `\`${spelling}\`` : node.type.replace(/_/g, " ");
}

function spell(node: PatternNode): string {
  if (node.hole) return `$${node.hole.rest ? "..." : ""}${node.hole.name}`;
  return node.children.length === 0 ? node.text : node.children.map(spell).join(" ");
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 57)}…`;
}
