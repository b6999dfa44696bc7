import { type CText, findAll, KindredError, type SyntaxNode } from "@kindred/c-source";
import { fitLine } from "../edits/fit-line.ts";
import { indentAt, ownLines, type TextRange } from "../edits/line-range.ts";
import { canonicalText } from "../pattern/canonical-text.ts";
import type { NodeBindings } from "../pattern/match-node.ts";
import { type CPattern, findBinding } from "../pattern/pattern.ts";
import { significantChildren } from "../pattern/syntax.ts";
import type { CodeUnit } from "../units/code-unit.ts";
import type { CFile } from "./c-file.ts";
import { Collection } from "./collection.ts";
import { findInNode, matchNodeItself } from "./find-matches.ts";

/** New text, or a function that makes it from the node it is for. `$name` in it stands for what the pattern bound. */
export type NewText = CText | ((node: CNode) => CText);

/** Where statements stand, so that one more or one less changes nothing else. */
const STATEMENT_LISTS = new Set([
  "compound_statement",
  "case_statement",
  "translation_unit",
  "preproc_if",
  "preproc_ifdef",
  "preproc_elif",
  "preproc_else",
]);

const EFFECTS = ["call_expression", "assignment_expression", "update_expression", "gnu_asm_expression"];

/** A place in a C file: one syntax node, or a run of statements that a pattern matched. */
export class CNode {
  readonly file: CFile;
  readonly unit: CodeUnit;
  /** The syntax nodes: one, except for a run of statements. Offsets in them count from the unit's start. */
  readonly syntax: readonly SyntaxNode[];
  readonly #bindings: NodeBindings;
  #range: TextRange | undefined;

  constructor(file: CFile, unit: CodeUnit, syntax: readonly SyntaxNode[], bindings?: NodeBindings) {
    this.file = file;
    this.unit = unit;
    this.syntax = syntax;
    this.#bindings = bindings;
  }

  /** tree-sitter-c's name of the node: `if_statement`, `call_expression` … */
  get kind(): string {
    return this.syntax[0].type;
  }

  /** Byte range in the file, end exclusive. */
  get range(): TextRange {
    const { offset } = this.unit;
    this.#range ??= { start: offset + this.syntax[0].startIndex, end: offset + this.syntax.at(-1)!.endIndex };
    return this.#range;
  }

  /** Source text as it stands in the file. */
  get text(): CText {
    const { start, end } = this.range;
    return this.file.text.slice(start, end);
  }

  /** 1-based line of the first byte. */
  get line(): number {
    return this.file.lineOf(this.range.start);
  }

  /** What the pattern bound to `$name`. @throws KindredError E_CODEMOD when it binds no such name, or not one node. */
  get(name: string): CNode {
    const nodes = this.getAll(name);
    if (nodes.length === 1) return nodes[0];
    throw new KindredError("E_CODEMOD", `\`$${name}\` stands for ${nodes.length} nodes, not for one.`);
  }

  /** What the pattern bound to `$...name`. */
  getAll(name: string): CNode[] {
    const nodes = findBinding(this.#bindings, name);
    if (!nodes) throw new KindredError("E_CODEMOD", `The pattern binds no metavariable \`$${name}\`.`);
    return nodes.map((node) => this.#wrap(node));
  }

  /** True when the pattern bound `$name`. */
  has(name: string): boolean {
    return findBinding(this.#bindings, name) !== undefined;
  }

  /** The node around this one, inside the same function. */
  get parent(): CNode | undefined {
    const parent = this.unit.index().parentOf(this.syntax[0]);
    return parent ? this.#wrap(parent) : undefined;
  }

  /** Named children, comments left out. */
  get children(): CNode[] {
    return this.syntax
      .flatMap((node) => (this.syntax.length > 1 ? [node] : significantChildren(node)))
      .filter((node) => node.isNamed)
      .map((node) => this.#wrap(node));
  }

  /** The child in a grammar field: `field("condition")` of an if. */
  field(name: string): CNode | undefined {
    const child = this.syntax[0].childForFieldName(name);
    return child ? this.#wrap(child) : undefined;
  }

  /** The sibling behind this node (comments left out). */
  get next(): CNode | undefined {
    return this.#sibling(this.syntax.at(-1)!, (node) => node.nextNamedSibling);
  }

  /** The sibling before this node (comments left out). */
  get previous(): CNode | undefined {
    return this.#sibling(this.syntax[0], (node) => node.previousNamedSibling);
  }

  /** The nearest node of a kind that this one stands in (itself left out). */
  closest(kind: string): CNode | undefined {
    const found = this.unit.index().closest(this.syntax[0], kind);
    return found && this.#wrap(found);
  }

  /** The match of a pattern that begins with this very node, or undefined; several statements go on with its siblings. */
  match(pattern: CPattern): CNode | undefined {
    return matchNodeItself(this, pattern);
  }

  /** Matches of a pattern, or nodes of a kind, inside this node. */
  find(what: CPattern | string): Collection {
    return new Collection(findInNode(this, what));
  }

  /** True when evaluating this code calls nothing and changes nothing. Macros that look like values count as values. */
  get isPure(): boolean {
    return this.syntax.every((node) => findAll(node, EFFECTS).length === 0);
  }

  /** The identifiers in this node (variables, functions, macros; no members, no types), itself included. */
  names(): string[] {
    const inside = this.find("identifier").map((node) => node.text);
    return this.kind === "identifier" && inside.length === 0 ? [this.text] : inside;
  }

  /** True when both stand for the same code, modulo layout and comments. */
  isSameCode(other: CNode | CText): boolean {
    return canonicalText(this.text) === canonicalText(typeof other === "string" ? other : other.text);
  }

  /** True when this node lies inside `other` (or is the same). */
  isWithin(other: CNode): boolean {
    const [inner, outer] = [this.range, other.range];
    return outer.start <= inner.start && inner.end <= outer.end;
  }

  /** Puts new text in this place. A statement's text is indented, and broken at 80 columns when it is one line. */
  replaceWith(text: NewText): void {
    this.file.edits.replace(this.range, this.#layOut(this.#expand(text)));
  }

  /** Takes this code away. @throws KindredError E_CODEMOD for the only statement of an `if`, loop or label. */
  remove(): void {
    this.#assertInList("remove");
    this.file.edits.remove(this.range);
  }

  /** Puts statements (or code outside functions) on lines of their own before this one. */
  insertBefore(text: NewText): void {
    this.#assertInList("insert before");
    const { start } = this.range;
    const { lines } = this.file.edits;
    const indent = indentAt(lines, start);
    const line = lines.startOf(start);
    const at = line + indent.length === start ? line : start;
    this.file.edits.replace({ start: at, end: at }, `${indent}${this.#layOut(this.#expand(text))}\n`);
  }

  /** Puts statements (or code outside functions) on lines of their own behind this one. */
  insertAfter(text: NewText): void {
    this.#assertInList("insert after");
    const { end } = this.range;
    const { lines } = this.file.edits;
    const own = ownLines(lines, this.range);
    const added = `${indentAt(lines, this.range.start)}${this.#layOut(this.#expand(text))}`;
    const endsInNewline = own && this.file.text[own.end - 1] === "\n";
    if (endsInNewline) this.file.edits.replace({ start: own.end, end: own.end }, `${added}\n`);
    else this.file.edits.replace({ start: end, end }, `\n${added}`);
  }

  #wrap(node: SyntaxNode): CNode {
    return new CNode(this.file, this.unit, [node]);
  }

  #sibling(node: SyntaxNode, step: (node: SyntaxNode) => SyntaxNode | null): CNode | undefined {
    let at = step(node);
    while (at?.type === "comment") at = step(at);
    return at ? this.#wrap(at) : undefined;
  }

  #expand(text: NewText): CText {
    if (typeof text !== "string") return text(this);
    return text.replace(/\$(\w+)/g, (whole, name: string) => {
      const nodes = findBinding(this.#bindings, name);
      return nodes ? nodes.map((node) => this.#wrap(node).text).join(", ") : whole;
    });
  }

  #layOut(text: CText): CText {
    if (!/_statement$|^declaration$/.test(this.kind)) return text;
    const indent = indentAt(this.file.edits.lines, this.range.start);
    return text.includes("\n") ? text.replace(/\n(?=[^\n])/g, `\n${indent}`) : fitLine(indent, text);
  }

  #assertInList(verb: string): void {
    const parent = this.unit.index().parentOf(this.syntax[0]);
    if (!parent || STATEMENT_LISTS.has(parent.type) || !/_statement$|^declaration$/.test(this.kind)) return;
    throw new KindredError(
      "E_CODEMOD",
      `${this.file.path}:${this.line}: cannot ${verb} \`${this.text.slice(0, 40)}\`: it is the only statement of its ${parent.type.replace(/_/g, " ")}.`,
      "Work on the statement around it, or use replaceWith.",
    );
  }
}
