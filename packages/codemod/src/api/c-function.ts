import { type CText, type FunctionSpan, findAll } from "@kindred/c-source";
import { attachedComment } from "../edits/attached-comment.ts";
import type { TextRange } from "../edits/line-range.ts";
import { Reach } from "../edits/reach.ts";
import { countTokens } from "../pattern/canonical-text.ts";
import type { CPattern } from "../pattern/pattern.ts";
import { hasWords } from "../pattern/syntax.ts";
import type { CodeUnit } from "../units/code-unit.ts";
import type { CFile } from "./c-file.ts";
import { CNode } from "./c-node.ts";
import { Collection } from "./collection.ts";
import { findInUnit } from "./find-matches.ts";
import { groupBy } from "./group-by.ts";
import { type CLocal, listLocals, removeLocals } from "./locals.ts";

const NAMES = ["identifier", "field_identifier", "type_identifier", "statement_identifier"];

/** A function definition. Nothing is parsed before its inside is asked for. */
export class CFunction {
  readonly file: CFile;
  readonly unit: CodeUnit;
  readonly span: FunctionSpan;
  #wordCounts: ReadonlyMap<CText, number> | undefined;
  #locals: readonly CLocal[] | undefined;
  #namedLocals: ReadonlyMap<string, readonly CLocal[]> | undefined;
  #occurrences: ReadonlyMap<string, readonly CNode[]> | undefined;
  readonly #goneLocals = new Set<CLocal>();

  constructor(file: CFile, unit: CodeUnit, span: FunctionSpan) {
    this.file = file;
    this.unit = unit;
    this.span = span;
  }

  get name(): string {
    return this.span.name;
  }

  /** From the declaration's first word to the closing brace. */
  get text(): CText {
    return this.unit.text;
  }

  get range(): TextRange {
    return { start: this.span.start, end: this.span.end };
  }

  /** False when the parser does not understand the function: then `find` finds nothing in it. */
  get parses(): boolean {
    return this.unit.parse().clean;
  }

  /** The `function_definition` node. */
  get node(): CNode {
    const { root } = this.unit.parse();
    return new CNode(this.file, this.unit, [root.descendantsOfType("function_definition")[0] ?? root]);
  }

  /** The body's block. */
  get body(): CNode | undefined {
    return this.node.field("body");
  }

  /** Matches of a pattern, or nodes of a kind. Nothing when the function does not parse. */
  find(what: CPattern | string): Collection {
    if (typeof what !== "string" && !hasWords(this.text, what.words)) return new Collection([]);
    if (!this.parses) {
      this.file.recordUnparsed(this);
      return new Collection([]);
    }
    return new Collection(findInUnit(this.file, this.unit, what));
  }

  /** How often a word stands in the function's code, whatever its role, `#if` branches included. */
  countWord(word: string): number {
    this.#wordCounts ??= countTokens(this.text);
    return this.#wordCounts.get(word) ?? 0;
  }

  /** Every place where a name stands in the parsed code, its declaration included. */
  occurrences(name: string): CNode[] {
    this.#occurrences ??= groupBy(this.#names(), (node) => node.text);
    return [...(this.#occurrences.get(name) ?? [])];
  }

  /** True when the name also stands where the parser does not look: in another `#if` branch, in a directive. */
  hasHiddenUse(name: string): boolean {
    return this.countWord(name) !== this.occurrences(name).length;
  }

  /** The variables that the body declares, in all its blocks. */
  get locals(): readonly CLocal[] {
    this.#locals ??= listLocals(this);
    return this.#locals;
  }

  /** The local of that name; undefined when there is none, or more than one. */
  findLocal(name: string): CLocal | undefined {
    this.#namedLocals ??= groupBy(this.locals, (local) => local.name);
    const named = this.#namedLocals.get(name) ?? [];
    return named.length === 1 ? named[0] : undefined;
  }

  /** Removes the named locals from their declarations, whatever their initial values; their uses are the caller's business. */
  removeLocals(names: readonly string[]): void {
    const gone = new Set(names);
    for (const local of this.locals) if (gone.has(local.name)) this.#goneLocals.add(local);
  }

  /** The locals of which nothing but the declaration is left once `nodes` are gone. */
  unusedWithout(nodes: readonly CNode[]): readonly CLocal[] {
    const gone = new Reach(this.range);
    for (const node of nodes) gone.add(node.range);
    return this.locals.filter((local) => this.#isOnlyUsedIn(local, (use) => gone.covers(use.range)));
  }

  /**
   * Removes those of the named locals (and of the locals in their initial values) that the edits so far leave unused,
   * where nothing is lost with them: the initial value does nothing. Call it when all other edits of the function are made.
   */
  removeUnusedLocals(names: readonly string[]): void {
    const { edits } = this.file;
    const declarators = new Reach(this.range);
    for (const { declarator } of this.#goneLocals) declarators.add(declarator.range);
    const isGone = (use: CNode): boolean => edits.covers(use.range) || declarators.covers(use.range);
    const asked = new Set(names);
    // Backwards: a local whose only use is another's initial value goes with that other.
    for (const local of [...this.locals].reverse()) {
      if (!asked.has(local.name) || !local.isPure || edits.addsToken(local.name)) continue;
      if (!this.#isOnlyUsedIn(local, isGone)) continue;
      this.#goneLocals.add(local);
      declarators.add(local.declarator.range);
      for (const used of local.value?.names() ?? []) asked.add(used);
    }
  }

  /** @internal Turns the removed locals into edits, all of a function at once, since some share a declaration. */
  finish(): void {
    removeLocals(this, [...this.#goneLocals]);
    this.#goneLocals.clear();
  }

  /** Puts new text in the function's place; the comment above stays unless `withComment`. */
  replaceWith(text: CText, options: { readonly withComment?: boolean } = {}): void {
    this.file.edits.replace(options.withComment ? this.#withComment() : this.range, text.trimEnd());
  }

  /**
   * Replaces an exact piece of the function's text everywhere in it. @throws KindredError E_CODEMOD unless it stands
   * there `count` times (1 by default).
   */
  replaceText(old: CText, text: CText, options: { readonly count?: number } = {}): void {
    this.file.replaceBetween(this.range, `${this.name}() of ${this.file.path}`, { old, text, ...options });
  }

  /** Takes the function away, with the comment right above it unless `keepComment`. */
  remove(options: { readonly keepComment?: boolean } = {}): void {
    this.file.edits.remove(options.keepComment ? this.range : this.#withComment());
  }

  /**
   * Puts text before the function (and the comment that belongs to it), with a blank line between, and one before it
   * when code stands right above.
   */
  insertBefore(text: CText): void {
    const { start } = this.#withComment();
    const lead = /[;}][ \t]*\n$/.test(this.file.text.slice(Math.max(0, start - 40), start)) ? "\n" : "";
    this.file.edits.replace({ start, end: start }, `${lead}${text.trim()}\n\n`);
  }

  /** Puts text behind the function, with a blank line between. */
  insertAfter(text: CText): void {
    const at = this.file.edits.lines.endOf(this.span.end);
    const lead = this.file.text[at - 1] === "\n" ? "\n" : "\n\n";
    this.file.edits.replace({ start: at, end: at }, `${lead}${text.trim()}\n`);
  }

  /** False for a name that two locals share: their uses cannot be told apart. */
  #isOnlyUsedIn(local: CLocal, gone: (use: CNode) => boolean): boolean {
    if (!this.findLocal(local.name) || this.hasHiddenUse(local.name)) return false;
    const uses = this.occurrences(local.name).filter((node) => !node.isWithin(local.declarator));
    return uses.length > 0 && uses.every(gone);
  }

  #names(): CNode[] {
    if (!this.parses) return [];
    return findAll(this.unit.parse().root, NAMES).map((node) => new CNode(this.file, this.unit, [node]));
  }

  #withComment(): TextRange {
    const comment = attachedComment(this.file.edits.lines, this.span.start);
    return { start: comment?.start ?? this.span.start, end: this.span.end };
  }
}
