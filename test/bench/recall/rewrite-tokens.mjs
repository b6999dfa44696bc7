import { isName, localNames, tokenize } from "./statements.mjs";
import { createNamer } from "./words.mjs";

/** Edits that change tokens one for one: names, literals, types, operators. */

const KEYWORDS = new Set(
  ("if else for while do switch case default break continue return goto sizeof struct union enum const volatile static " +
    "inline extern int char long short unsigned signed void float double bool true false NULL typeof register asm").split(" "),
);

/**
 * Renames consistently: locals and parameters and the function itself or, with `all`, every name. `style` says how fresh
 * names look: `suffix` keeps the old word, the others are words of their own in snake or camel case.
 */
export function rename(text, random, { all = false, style = "suffix", literals = false }) {
  const tokens = tokenize(text);
  const locals = localNames(tokens);
  if (!all && locals.size === 0) return undefined;
  const names = new Set(all ? tokens.filter(isName).map((token) => token.text) : locals).add(nameOf(tokens));
  const fresh = freshNames([...names].filter((name) => !KEYWORDS.has(name)), random, style, all);
  return replaceTokens(text, tokens, (token, t) => {
    const isMember = t > 0 && ["->", "."].includes(tokens[t - 1].text);
    if (isName(token) && fresh.has(token.text) && (all || !isMember)) return fresh.get(token.text);
    return literals && random.next() < 0.5 ? otherLiteral(token, random) : undefined;
  });
}

function freshNames(names, random, style, all) {
  const suffix = random.below(1000);
  const namers = { [style]: createNamer(random, style), constant: createNamer(random, "constant") };
  const nameFor = (name) => {
    if (style === "suffix") return all ? `q${name}${suffix}` : `new_${name}`;
    return namers[/^[A-Z][A-Z0-9_]+$/.test(name) ? "constant" : style]();
  };
  return new Map(names.map((name) => [name, nameFor(name)]));
}

function nameOf(tokens) {
  const paren = tokens.findIndex((token) => token.text === "(");
  return paren > 0 ? tokens[paren - 1].text : "";
}

function otherLiteral({ text }, random) {
  if (/^[0-9]/.test(text)) return `0x${(random.below(4000) + 16).toString(16)}`;
  return text.startsWith('"') ? `"other ${random.below(100)}\\n"` : undefined;
}

/** Every number in the other base, every string and character another one. */
export function changeLiterals(text, random) {
  return changed(text, ({ text: literal }) => {
    if (/^0[xX][0-9a-fA-F]+$/.test(literal)) return String(Number(literal));
    if (/^[0-9]+$/.test(literal)) return `0x${(Number(literal) + random.below(3)).toString(16)}`;
    if (literal.startsWith('"')) return `"message ${"abcdefgh"[random.below(8)]}: %d\\n"`;
    return literal.startsWith("'") ? `'${"xyz"[random.below(3)]}'` : undefined;
  });
}

const OTHER_TYPE = { int: "s32", u8: "uint8_t", u16: "uint16_t", u32: "unsigned int", s32: "int", u64: "uint64_t", long: "s64", bool: "int", size_t: "u32", char: "u8" };

/** Basic types by other names of theirs. */
export function changeTypes(text) {
  return changed(text, ({ text: word }) => OTHER_TYPE[word]);
}

const OTHER_OPERATOR = { "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "+": "-", "&&": "||", "||": "&&", "|": "^", "<<": ">>", "++": "--", "+=": "-=", "|=": "&=" };

/** A share of the operators, one at the least. */
export function changeOperators(text, random, share) {
  const places = tokenize(text).filter((token) => OTHER_OPERATOR[token.text] !== undefined);
  const chosen = new Set(random.sample(places, Math.max(1, Math.round(places.length * share))).map((token) => token.start));
  return changed(text, (token) => (chosen.has(token.start) ? OTHER_OPERATOR[token.text] : undefined));
}

/** Other linkage and another name, nothing else. */
export function changeHead(text, random) {
  const tokens = tokenize(text);
  const own = nameOf(tokens);
  const next = createNamer(random, "snake")();
  const body = replaceTokens(text, tokens, (token) => (isName(token) && token.text === own ? next : undefined));
  return body.startsWith("static ") ? body.replace(/^static (inline )?/, random.next() < 0.5 ? "" : "static noinline ") : `static inline ${body}`;
}

/** `change` gives a token's new text; undefined when nothing changes. */
function changed(text, change) {
  const next = replaceTokens(text, tokenize(text), change);
  return next === text ? undefined : next;
}

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
