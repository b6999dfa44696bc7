/*
 * A pattern is C with gaps. tree-sitter-c takes `$` in names, so `$pdev` parses as a name wherever a name may
 * stand: as an expression, a type, a member, a declarator. `$...args` is no C; it becomes the name
 * `$kindred_rest_args` before parsing. The text is put where its kind belongs (an expression or statements into a
 * function body, a function or declaration as it is), parsed with the same parser and macro profile as the code
 * that it will meet, and copied into plain objects.
 *
 * Known limits: a gap cannot stand for a keyword or an operator, and a pattern cannot start with one.
 */
import { type CParser, KindredError, type ParsedC, type SyntaxNode } from "@kindred/c-source";
import type { CPattern, Metavariable, PatternKind, PatternNode } from "./pattern.ts";
import { significantChildren, wordOf } from "./syntax.ts";

const REST_PREFIX = "$kindred_rest_";
const HEAD = "void kindred_pattern(void)\n{\n";

/** Compiles `source`. @throws KindredError E_CODEMOD when it is not C. */
export function compilePattern(parser: CParser, kind: PatternKind, source: string): CPattern {
  const text = source.trim().replace(/\$\.\.\.(\w+)/g, `${REST_PREFIX}$1`);
  const parsed = parser.parseFunction(hostText(kind, text));
  try {
    if (!parsed.clean) throw patternError(source, `is no C ${kind}`);
    const roots = patternRoots(kind, parsed, source).map((node) => copyNode(parsed, node));
    if (roots[0].hole) throw patternError(source, "starts with a gap, so nothing says where to look");
    return { kind, source: source.trim(), roots, words: requiredWords(roots) };
  } finally {
    parsed.free();
  }
}

function hostText(kind: PatternKind, text: string): string {
  if (kind === "function") return text;
  return `${HEAD}${kind === "expression" ? `${text};` : text}\n}\n`;
}

function patternRoots(kind: PatternKind, parsed: ParsedC, source: string): SyntaxNode[] {
  const definition = parsed.root.namedChildren.find((node) => node?.type === "function_definition");
  if (!definition) throw patternError(source, "is no C function");
  if (kind === "function") return [definition];
  const statements = significantChildren(definition.childForFieldName("body")!).filter(
    (node) => node.isNamed,
  );
  if (statements.length === 0) throw patternError(source, "is empty");
  if (kind === "statements") return statements;
  if (statements.length > 1) throw patternError(source, `is more than one ${kind}`);
  if (kind === "declaration") {
    if (statements[0].type !== "declaration") throw patternError(source, "is no declaration");
    return statements;
  }
  const expression = statements[0].type === "expression_statement" ? statements[0].namedChildren[0] : null;
  if (!expression) throw patternError(source, "is no expression");
  return [expression];
}

function copyNode(parsed: ParsedC, node: SyntaxNode): PatternNode {
  const hole = holeOf(parsed, node);
  const children = hole ? [] : significantChildren(node).map((child) => copyNode(parsed, child));
  return { type: node.type, text: children.length === 0 ? wordOf(parsed, node) : "", children, hole };
}

/** A name starting in `$`, or a statement that is nothing but `$...name;`. */
function holeOf(parsed: ParsedC, node: SyntaxNode): Metavariable | undefined {
  if (node.type === "expression_statement" && node.namedChildCount === 1) {
    const inner = holeOf(parsed, node.namedChildren[0]!);
    return inner?.rest ? inner : undefined;
  }
  if (node.childCount > 0) return undefined;
  const word = wordOf(parsed, node);
  if (word.startsWith(REST_PREFIX)) return { name: word.slice(REST_PREFIX.length), rest: true };
  return word.startsWith("$") ? { name: word.slice(1), rest: false } : undefined;
}

function requiredWords(roots: readonly PatternNode[]): string[] {
  const words = new Set<string>();
  const visit = (node: PatternNode): void => {
    if (!node.hole && /^[A-Za-z_]\w*$/.test(node.text)) words.add(node.text);
    node.children.forEach(visit);
  };
  roots.forEach(visit);
  return [...words];
}

function patternError(source: string, problem: string): KindredError {
  return new KindredError(
    "E_CODEMOD",
    `The pattern \`${source.trim()}\` ${problem}.`,
    "Write it as it would stand in a C file, with $name for what may vary and $...name for a run of it.",
  );
}
