/**
 * Mistakes that no operator of `--mutants` makes but that a comparison could be blind to, since each leans on
 * something that it takes away: order, operands that may be exchanged, which memory a load sees, widths.
 */
import { createRandom, type Random } from "./random.ts";

const ALIKE: readonly (readonly string[])[] = [
  ["d->flags", "d->mode", "d->parent->mode"],
  ["call(d,", "other(d,"],
  ["lock(&d->lock)", "unlock(&d->lock)", "lock(&d->parent->lock)"],
  ["regs + 0x10)", "regs + 0x14)", "regs + 0x18)", "regs + 0x20)"],
  [" + ", " - ", " ^ ", " | ", " & ", " * "],
  [" << ", " >> "],
  [" < ", " <= ", " > ", " >= ", " == ", " != "],
  [" && ", " || "],
  ["print(", "dev_dbg(", "dev_err("],
  ['"one %d"', '"two %d"'],
];

type Mistake = (body: string, random: Random) => string;

const MISTAKES: readonly Mistake[] = [
  exchangeLines,
  exchangeLines,
  moveLine,
  replaceAlike,
  exchangeOperands,
  exchangeOperands,
  narrow,
  replaceLocal,
];

/** The text with some mistakes, each alone, in the body of its first function. */
export function makeMistakes(text: string, seed: number, count: number): string[] {
  const random = createRandom(seed ^ 0x5eed);
  const start = text.indexOf("\n\n") + 2;
  const end = text.indexOf("\n}\n");
  const body = text.slice(start, end);
  const made = new Set<string>();
  for (let tries = 0; made.size < count && tries < 10 * count; tries++) {
    const wrong = random.pick(MISTAKES)(body, random);
    if (wrong !== body) made.add(text.slice(0, start) + wrong + text.slice(end));
  }
  return [...made];
}

/** Statements of one block, as lines and their places. */
function simpleLines(lines: readonly string[]): number[] {
  return lines.flatMap((line, at) => (/^\t+(?!return|break)\w.*;$/.test(line) ? [at] : []));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isSameBlock(lines: readonly string[], a: number, b: number): boolean {
  const indent = indentOf(lines[a]!);
  return indentOf(lines[b]!) === indent && lines.slice(a, b).every((line) => indentOf(line) >= indent);
}

function exchangeLines(body: string, random: Random): string {
  const lines = body.split("\n");
  const places = simpleLines(lines);
  const pairs = places.flatMap((a) =>
    places.filter((b) => b > a && b - a < 6 && isSameBlock(lines, a, b)).map((b) => [a, b] as const),
  );
  if (pairs.length === 0) return body;
  const [a, b] = random.pick(pairs);
  return lines.with(a, lines[b]!).with(b, lines[a]!).join("\n");
}

/** A statement out of the block that guards it, or into the one behind it. */
function moveLine(body: string, random: Random): string {
  const lines = body.split("\n");
  const places = simpleLines(lines).filter(
    (at) => !/\b(?:if|for|while|case)\b.*\)$/.test(lines[at - 1] ?? ""),
  );
  if (places.length === 0) return body;
  const from = random.pick(places);
  const [line] = lines.splice(from, 1);
  const to = Math.min(lines.length, Math.max(0, from + random.pick([-3, -2, -1, 1, 2, 3])));
  const isTaken =
    /\)$|^\s*(?:case|default|switch)/.test(lines[to - 1] ?? "") ||
    /^\s*(?:case|default)/.test(lines[to] ?? "");
  return isTaken ? body : lines.toSpliced(to, 0, line!).join("\n");
}

function replaceAlike(body: string, random: Random): string {
  const group = random.pick(ALIKE);
  return replaceOne(body, random, group, (found) => random.pick(group.filter((other) => other !== found)));
}

/** `(a - b)` as `(b - a)`. */
function exchangeOperands(body: string, random: Random): string {
  const found = [...body.matchAll(/(\(|= |\(int\))([\w>-]+) (-|<<|>>|<|<=|>|>=|\/) ([\w>-]+)(?=[);])/g)];
  if (found.length === 0) return body;
  const [all, open, left, operator, right] = random.pick(found) as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  const shift = operator.length === 2 && operator[0] === operator[1];
  return body.replace(
    all,
    `${open}${shift ? `(${right} & 15)` : right} ${operator} ${left}${shift ? " % 32" : ""}`,
  );
}

function narrow(body: string, random: Random): string {
  const cast = random.pick(["(u8)", "(int)", "(unsigned short)", "(long)", "-"]);
  return replaceLocals(body, random, (found) => `(${cast}${found})`);
}

function replaceLocal(body: string, random: Random): string {
  return replaceLocals(body, random, (found) =>
    random.pick(["p", "q", "v", "w"].filter((one) => one !== found)),
  );
}

/** Locals where they are read. */
function replaceLocals(body: string, random: Random, by: (found: string) => string): string {
  const found = [...body.matchAll(/\b[pqvwxy]\b(?! [-+|&^]?=[^=])/g)].filter(
    ({ index }) => !isInText(body, index),
  );
  if (found.length === 0) return body;
  const { 0: word, index } = random.pick(found);
  return body.slice(0, index) + by(word) + body.slice(index + word.length);
}

function isInText(body: string, at: number): boolean {
  const line = body.slice(body.lastIndexOf("\n", at) + 1, at);
  return line.split('"').length % 2 === 0;
}

function replaceOne(
  body: string,
  random: Random,
  words: readonly string[],
  by: (found: string) => string,
): string {
  const found = words.flatMap((word) => {
    const places: { word: string; at: number }[] = [];
    for (let at = body.indexOf(word); at >= 0; at = body.indexOf(word, at + 1)) places.push({ word, at });
    return places;
  });
  if (found.length === 0) return body;
  const { word, at } = random.pick(found);
  return body.slice(0, at) + by(word) + body.slice(at + word.length);
}
