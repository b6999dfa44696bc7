import { blockEnd, isDeclaration, isName, splitStatements, tokenize } from "./statements.mjs";
import { createNamer } from "./words.mjs";

/** Edits that insert, remove, change, move and wrap statements. Undefined when a function has no place for one. */

/** Edits a share of the statements, one at the least. Each kind of edit picks statements of its own. */
export function edit(text, random, pool, share, kinds) {
  const tokens = tokenize(text);
  const statements = splitStatements(tokens);
  const simple = statements.filter((statement) => statement.simple);
  const count = Math.max(1, Math.round(statements.length * share));
  if (simple.length < count) return undefined;
  const edits = random.sample(simple, count).map((statement) => {
    const { start, end } = spanOf(tokens, statement);
    const kind = random.pick(kinds);
    if (kind === "remove") return { start, end, text: "" };
    if (kind === "insert") return { start: end, end, text: `\n\t${random.pick(pool)}` };
    return { start, end, text: alter(tokens, statement, random) };
  });
  return applyEdits(text, edits);
}

/** Changes up to a third of a statement's names, numbers and operators. */
function alter(tokens, { from, to }, random) {
  const own = tokens.slice(from, to);
  const places = own.map((_, i) => i).filter((i) => isName(own[i]) || /^[0-9]/.test(own[i].text) || /^[-+*&|<>]$/.test(own[i].text));
  const chosen = new Set(random.sample(places, Math.max(1, Math.floor(places.length / 3))));
  return own
    .map((token, i) => {
      if (!chosen.has(i)) return token.text;
      if (isName(token)) return `${token.text}_x${random.below(10)}`;
      return /^[0-9]/.test(token.text) ? String(random.below(900) + 20) : "+";
    })
    .join(" ");
}

/** Calls that have nothing to do with the function, between any two of its statements. */
export function insertCalls(text, random, share) {
  const tokens = tokenize(text);
  const statements = splitStatements(tokens).filter(({ to, canFollow }) => canFollow && to < tokens.length);
  const count = Math.max(1, Math.round(splitStatements(tokens).length * share));
  if (statements.length < count) return undefined;
  const namer = createNamer(random, "snake");
  const call = () =>
    random.pick([`${namer()}(${namer()});`, `pr_debug("${namer()} %d\\n", ${namer()});`, `${namer()} = ${namer()}(${namer()}, ${random.below(64)});`]);
  const edits = random.sample(statements, count).map((statement) => {
    const { end } = spanOf(tokens, statement);
    return { start: end, end, text: `\n\t${call()}` };
  });
  return applyEdits(text, edits);
}

/** A share of the statements put into an `if` of their own, one or two at a time. */
export function wrapInIf(text, random, share) {
  const tokens = tokenize(text);
  const statements = splitStatements(tokens);
  const simple = statements.filter((statement) => statement.simple);
  const count = Math.max(1, Math.round(statements.length * share));
  if (simple.length < count) return undefined;
  const namer = createNamer(random, "snake");
  const edits = random.sample(simple, count).map((statement) => {
    const { start, end } = spanOf(tokens, statement);
    return { start, end, text: `if (${namer()}) {\n\t\t${text.slice(start, end)}\n\t}` };
  });
  return applyEdits(text, edits);
}

/** Takes away `if`s without an `else`, with what they guard, as long as no more than a share of the tokens goes. */
export function removeIfs(text, random, share) {
  const tokens = tokenize(text);
  const guards = tokens
    .map((_, t) => t)
    .filter((t) => tokens[t].text === "if" && tokens[t - 1].text !== "else" && tokens[t - 1].text !== ")");
  const edits = [];
  let left = share * tokens.length;
  for (const from of random.sample(guards, guards.length)) {
    const to = blockEnd(tokens, from);
    const isApart = edits.every(({ start, end }) => tokens[to - 1].end <= start || end <= tokens[from].start);
    if (to >= tokens.length || tokens[to].text === "else" || to - from > left || !isApart) continue;
    edits.push({ start: tokens[from].start, end: tokens[to - 1].end, text: "" });
    left -= to - from;
  }
  return edits.length === 0 ? undefined : applyEdits(text, edits);
}

/** Declarations at the head of the body in another order, and with luck two of a type in one. */
export function moveDeclarations(text, random) {
  const tokens = tokenize(text);
  const own = splitStatements(tokens);
  const first = own.findIndex((statement) => !isDeclaration(tokens, statement));
  const declarations = own.slice(0, first < 0 ? own.length : first);
  if (declarations.length < 2) return undefined;
  const start = tokens[declarations[0].from].start;
  const end = tokens[declarations.at(-1).to - 1].end;
  const texts = declarations.map((statement) => {
    const span = spanOf(tokens, statement);
    return text.slice(span.start, span.end);
  });
  const moved = random.sample(texts, texts.length);
  const merged = merge(moved);
  return merged.join() === texts.join() ? undefined : text.slice(0, start) + merged.join("\n\t") + text.slice(end);
}

/** `int a; int b;` to `int a, b;`, the first two that allow it. */
function merge(declarations) {
  const plain = (line) => /^((?:struct )?\w+) (\w+);$/.exec(line);
  for (const [i, one] of declarations.entries()) {
    const type = plain(one)?.[1];
    const other = type === undefined ? -1 : declarations.findIndex((line, j) => j > i && plain(line)?.[1] === type);
    if (other < 0) continue;
    const both = `${one.slice(0, -1)}, ${plain(declarations[other])[2]};`;
    return declarations.filter((_, j) => j !== other).map((line, j) => (j === i ? both : line));
  }
  return declarations;
}

/** Swaps neighbouring simple statements of which neither mentions what the other assigns. */
export function reorder(text, random) {
  const tokens = tokenize(text);
  const statements = splitStatements(tokens);
  const pairs = [];
  for (let s = 0; s + 1 < statements.length; s++) {
    if (statements[s].simple && statements[s + 1].simple && areIndependent(tokens, statements[s], statements[s + 1])) pairs.push(s);
  }
  if (pairs.length === 0) return undefined;
  const s = random.pick(pairs);
  const a = spanOf(tokens, statements[s]);
  const b = spanOf(tokens, statements[s + 1]);
  return text.slice(0, a.start) + text.slice(b.start, b.end) + text.slice(a.end, b.start) + text.slice(a.start, a.end) + text.slice(b.end);
}

function areIndependent(tokens, a, b) {
  const target = ({ from, to }) => {
    const assign = tokens.slice(from, to).findIndex((token) => token.text === "=");
    return assign > 0 ? tokens.slice(from, from + assign).map((token) => token.text).join("") : undefined;
  };
  const textOf = ({ from, to }) => tokens.slice(from, to).map((token) => token.text).join("");
  const [x, y] = [target(a), target(b)];
  return x !== undefined && y !== undefined && x !== y && !textOf(b).includes(x) && !textOf(a).includes(y);
}

function spanOf(tokens, { from, to }) {
  return { start: tokens[from].start, end: tokens[to - 1].end };
}

function applyEdits(text, edits) {
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((out, { start, end, text: replacement }) => out.slice(0, start) + replacement + out.slice(end), text);
}
