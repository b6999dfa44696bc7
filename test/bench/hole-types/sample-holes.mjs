import { createTypeScope } from "../../../packages/c-source/dist/index.js";
import { isRefusal } from "../../../packages/fold/dist/refusal.js";
import { loadFamily } from "../../../packages/fold/dist/families/loaded-family.js";
import { startPlanning } from "../../../packages/fold/dist/plan/create-proposer.js";

/** Holes of one family, and members of one hole, that are looked at: no family outweighs the others. */
const MOST_HOLES = 3;
const MOST_MEMBERS = 3;
const VALUE = /_expression$|_literal$|^(?:identifier|true|false|null|concatenated_string)$/;

/**
 * Values that stand in the holes of families, in random order: expressions, and not the functions that calls call.
 * Each comes with its type (undefined where it is not known) and the offset of the statement that it is in.
 */
export function* sampleHoles(families, { tree, parser, memberPrefix, random }) {
  const planning = startPlanning({ tree, parser, memberPrefix });
  for (const family of shuffled(families, random)) {
    const loaded = loadFamily(family, planning);
    if (isRefusal(loaded)) continue;
    const places = loaded.places.filter((list) => list.length > 0 && isValueHole(list[0]));
    for (const [{ node }] of shuffled(places, random).slice(0, MOST_HOLES)) {
      for (const index of shuffled([...loaded.members.keys()], random).slice(0, MOST_MEMBERS)) {
        const term = node.terms[index];
        const offset = term && statementOffset(loaded.members[index].term, term);
        if (offset !== undefined) yield describe(loaded.members[index], term, offset, { tree, parser });
      }
    }
  }
}

function isValueHole({ node, ancestors }) {
  const isCallee = node.field === "function" && ancestors.at(-1)?.type === "call_expression";
  return !isCallee && node.terms.every((term) => term && VALUE.test(term.type));
}

function describe(member, term, offset, { tree, parser }) {
  const parsed = parser.parseFunction(member.plainText);
  try {
    const node = parsed.root.descendantForIndex(term.start, term.end - 1);
    const type = node && createTypeScope(parsed, { file: member.file, tree }).typeOf(node);
    return {
      file: member.file.path,
      text: member.text.slice(term.start, term.end),
      kind: kindOf(term, member),
      type: type?.text,
      isBitField: type?.bits !== undefined,
      offset: member.span.start + offset,
    };
  } finally {
    parsed.free();
  }
}

/** What a value is made of, for the table. */
function kindOf(term, { names, text }) {
  let isLocal = false;
  let isMember = false;
  const visit = (part) => {
    isLocal ||= names.at.has(part.start) && part.children.length === 0;
    isMember ||= part.type === "field_expression";
    part.children.forEach(visit);
  };
  visit(term);
  if (isMember) return "struct members";
  if (isLocal) return "locals and parameters";
  return /[A-Za-z_]\w*\s*\(/.test(text.slice(term.start, term.end)) ? "calls and macros" : "constants and names";
}

/** Start of the innermost statement of a block that a term is in. */
function statementOffset(definition, term) {
  let found;
  for (let node = definition, isBlock = false; node && node !== term; ) {
    const next = node.children.find((child) => child.start <= term.start && term.end <= child.end);
    isBlock = node.type === "compound_statement";
    if (isBlock && next) found = next.start;
    node = next;
  }
  return found;
}

function shuffled(items, random) {
  const order = items.map((item) => ({ item, key: random() }));
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
