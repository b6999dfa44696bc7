import { isName, localNames, splitStatements, tokenize } from "./statements.mjs";

/*
 * Clones of a function, made by editing it: each mutation takes the text, the random source and a pool of statements
 * from other functions, and returns the clone's text, or undefined when the function has no place for the edit.
 * The operators are those of Roy and Cordy's editing taxonomy, written anew for kernel code.
 */
export const MUTATIONS = {
  "t1-layout-comments": layoutAndComments,
  "t2-rename-locals": (text, random) => rename(text, random, { all: false, literals: false }),
  "t2-rename-and-literals": (text, random) => rename(text, random, { all: false, literals: true }),
  "t2-rename-everything": (text, random) => rename(text, random, { all: true, literals: false }),
  "t3-insert-10": (text, random, pool) => edit(text, random, pool, 0.1, ["insert"]),
  "t3-remove-10": (text, random, pool) => edit(text, random, pool, 0.1, ["remove"]),
  "t3-alter-15": (text, random, pool) => edit(text, random, pool, 0.15, ["alter"]),
  "t3-reorder": reorder,
  "t3-mixed-15": (text, random, pool) => edit(text, random, pool, 0.15, ["insert", "remove", "alter"]),
  "t3-mixed-25": (text, random, pool) => edit(text, random, pool, 0.25, ["insert", "remove", "alter"]),
  "t3-rename-mixed-15": (text, random, pool) => {
    const renamed = rename(text, random, { all: false, literals: true });
    return renamed && edit(renamed, random, pool, 0.15, ["insert", "remove", "alter"]);
  },
  "t3-rename-mixed-25": (text, random, pool) => {
    const renamed = rename(text, random, { all: false, literals: true });
    return renamed && edit(renamed, random, pool, 0.25, ["insert", "remove", "alter"]);
  },
};

function layoutAndComments(text, random) {
  const lines = text.split("\n").map((line) => {
    const comment = random.next() < 0.2 && !/[\\"*/#]/.test(line) ? " /* note */" : "";
    return line.startsWith("#") ? line : line.replace(/^\t/, "        ") + comment;
  });
  return lines.map((line) => (random.next() < 0.1 && !line.startsWith("#") && !/\\$/.test(line) ? `${line}\n` : line)).join("\n");
}

const KEYWORDS = new Set(
  ("if else for while do switch case default break continue return goto sizeof struct union enum const volatile static " +
    "inline extern int char long short unsigned signed void float double bool true false NULL typeof register asm").split(" "),
);

function rename(text, random, { all, literals }) {
  const tokens = tokenize(text);
  const locals = localNames(tokens);
  const ownName = nameOf(tokens);
  const names = new Set(all ? tokens.filter(isName).map((token) => token.text) : locals);
  names.add(ownName);
  if (!all && locals.size === 0) return undefined;
  const suffix = random.below(1000);
  return replaceTokens(text, tokens, (token, t) => {
    const isMember = t > 0 && ["->", "."].includes(tokens[t - 1].text);
    if (isName(token) && names.has(token.text) && !KEYWORDS.has(token.text) && (all || !isMember)) {
      return all ? `q${token.text}${suffix}` : `new_${token.text}`;
    }
    if (literals && /^[0-9]/.test(token.text) && random.next() < 0.5) return `0x${(random.below(4000) + 16).toString(16)}`;
    if (literals && token.text.startsWith('"') && random.next() < 0.5) return `"other ${random.below(100)}\\n"`;
    return undefined;
  });
}

function nameOf(tokens) {
  const paren = tokens.findIndex((token) => token.text === "(");
  return paren > 0 ? tokens[paren - 1].text : "";
}

/** `change` gives a token's new text, undefined to keep it. */
function replaceTokens(text, tokens, change) {
  let out = "";
  let at = 0;
  tokens.forEach((token, t) => {
    const replacement = change(token, t);
    if (replacement === undefined) return;
    out += text.slice(at, token.start) + replacement;
    at = token.end;
  });
  return out + text.slice(at);
}

/** Edits a share of the statements, one at the least. Each kind of edit picks statements of its own. */
function edit(text, random, pool, share, kinds) {
  const tokens = tokenize(text);
  const statements = splitStatements(tokens);
  const simple = statements.filter((statement) => statement.simple);
  const count = Math.max(1, Math.round(statements.length * share));
  if (simple.length === 0) return undefined;
  const chosen = random.sample(simple, count);
  if (chosen.length < count) return undefined;
  const edits = chosen.map((statement) => {
    const start = tokens[statement.from].start;
    const end = tokens[statement.to - 1].end;
    const kind = random.pick(kinds);
    if (kind === "remove") return { start, end, text: "" };
    if (kind === "insert") return { start: end, end, text: `\n\t${random.pick(pool)}` };
    return { start, end, text: alter(tokens, statement, random) };
  });
  let out = text;
  for (const { start, end, text: replacement } of edits.sort((a, b) => b.start - a.start)) {
    out = out.slice(0, start) + replacement + out.slice(end);
  }
  return out;
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

/** Swaps neighbouring simple statements of which neither mentions what the other assigns. */
function reorder(text, random) {
  const tokens = tokenize(text);
  const statements = splitStatements(tokens);
  const pairs = [];
  for (let s = 0; s + 1 < statements.length; s++) {
    if (statements[s].simple && statements[s + 1].simple && areIndependent(tokens, statements[s], statements[s + 1])) pairs.push(s);
  }
  if (pairs.length === 0) return undefined;
  const s = random.pick(pairs);
  const [a, b] = [statements[s], statements[s + 1]];
  const span = ({ from, to }) => [tokens[from].start, tokens[to - 1].end];
  const [aStart, aEnd] = span(a);
  const [bStart, bEnd] = span(b);
  return text.slice(0, aStart) + text.slice(bStart, bEnd) + text.slice(aEnd, bStart) + text.slice(aStart, aEnd) + text.slice(bEnd);
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
