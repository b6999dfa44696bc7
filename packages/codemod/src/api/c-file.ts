import {
  type CParser,
  type CText,
  type Edit,
  type FunctionSpan,
  KindredError,
  listFunctions,
  type SyntaxNode,
} from "@kindred/c-source";
import { EditList } from "../edits/edit-list.ts";
import { includeEnd } from "../edits/include-end.ts";
import { placeInclude } from "../edits/include-place.ts";
import type { TextRange } from "../edits/line-range.ts";
import { countTokens } from "../pattern/canonical-text.ts";
import type { Mismatch } from "../pattern/match-node.ts";
import type { CPattern } from "../pattern/pattern.ts";
import { type CodeUnit, functionUnit, outsideUnits } from "../units/code-unit.ts";
import { CFunction } from "./c-function.ts";
import { CNode } from "./c-node.ts";
import { Collection } from "./collection.ts";
import { findInUnit } from "./find-matches.ts";
import { groupBy } from "./group-by.ts";

/** One try of a pattern at one node, kept for `--why`. */
export interface PatternAttempt {
  readonly pattern: CPattern;
  readonly node: CNode;
  /** Undefined when it matched. */
  readonly mismatch: Mismatch | undefined;
}

/** A place that the codemod itself passed over, with its reason. */
export interface Miss {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

export interface CFileOptions {
  /** Keeps what patterns were tried at, for `--why`. */
  readonly explains?: boolean;
  /** What `listFunctions` says of the text, when that is known already. */
  readonly functions?: readonly FunctionSpan[];
}

/** A C file as a codemod sees it: nothing is parsed before it is asked for, and edits are only collected. */
export class CFile {
  /** Name of the source, relative to the tree. */
  readonly path: string;
  readonly text: CText;
  /** @internal Where nodes and functions put their edits. */
  readonly edits: EditList;
  /** @internal */
  readonly attempts: PatternAttempt[] = [];
  /** @internal */
  readonly misses: Miss[] = [];
  /** @internal Functions that a pattern might match in, but that do not parse. */
  readonly unparsed = new Set<string>();
  readonly #parser: CParser;
  readonly #explains: boolean;
  readonly #spans: readonly FunctionSpan[] | undefined;
  #functions: CFunction[] | undefined;
  #byName: ReadonlyMap<string, readonly CFunction[]> | undefined;
  #byUnit: ReadonlyMap<CodeUnit, CFunction> | undefined;
  #outside: readonly CodeUnit[] | undefined;
  #wordCounts: ReadonlyMap<CText, number> | undefined;

  constructor(parser: CParser, path: string, text: CText, options: CFileOptions = {}) {
    this.#parser = parser;
    this.path = path;
    this.text = text;
    this.edits = new EditList(text);
    this.#explains = options.explains ?? false;
    this.#spans = options.functions;
  }

  /** The function definitions, in the order of the text; found without parsing. */
  functions(): readonly CFunction[] {
    this.#functions ??= (this.#spans ?? listFunctions(this.text)).map(
      (span) => new CFunction(this, functionUnit(this.#parser, this.text, span), span),
    );
    return this.#functions;
  }

  /** The one function of that name. @throws KindredError E_CODEMOD when there is none, or more than one. */
  functionNamed(name: string): CFunction {
    const named = this.#functionsNamed(name);
    if (named.length === 1) return named[0];
    throw new KindredError(
      "E_CODEMOD",
      `${this.path} defines \`${name}\` ${named.length === 0 ? "nowhere" : `${named.length} times`}.`,
      "Use findFunction when the function may be missing.",
    );
  }

  /** The function of that name; undefined when there is none, or more than one. */
  findFunction(name: string): CFunction | undefined {
    const named = this.#functionsNamed(name);
    return named.length === 1 ? named[0] : undefined;
  }

  /** Matches of a pattern in functions and outside of them. Only functions that hold all its words are parsed. */
  find(pattern: CPattern): Collection {
    const inFunctions = this.functions().flatMap((fn) => fn.find(pattern).nodes);
    const outside = this.findOutside(pattern).nodes;
    return new Collection([...inFunctions, ...outside].sort((a, b) => a.range.start - b.range.start));
  }

  /** Matches of a pattern, or nodes of a kind, in the code outside functions: `module_init($fn);`. */
  findOutside(what: CPattern | string): Collection {
    return new Collection(this.#outsideUnits().flatMap((unit) => findInUnit(this, unit, what)));
  }

  /** The function that a node stands in. */
  functionOf(node: CNode): CFunction | undefined {
    this.#byUnit ??= new Map(this.functions().map((fn) => [fn.unit, fn]));
    return this.#byUnit.get(node.unit);
  }

  /** How often a word stands in the file's code, directives included, comments and literals not. */
  countWord(word: string): number {
    this.#wordCounts ??= countTokens(this.text);
    return this.#wordCounts.get(word) ?? 0;
  }

  /** 1-based line of an offset. */
  lineOf(offset: number): number {
    return this.edits.lines.lineOf(offset);
  }

  /** Puts text before a function and its comment, with a blank line between. */
  insertBeforeFunction(name: string, text: CText): void {
    this.functionNamed(name).insertBefore(text);
  }

  /** Puts text behind a function, with a blank line between. */
  insertAfterFunction(name: string, text: CText): void {
    this.functionNamed(name).insertAfter(text);
  }

  /** Puts lines behind the last `#include` at the head of the file. */
  insertAfterIncludes(text: CText): void {
    const at = includeEnd(this.text, this.functions()[0]?.span.start ?? this.text.length);
    this.edits.replace({ start: at, end: at }, `${text.trimEnd()}\n`);
  }

  /**
   * Includes a header, named with its brackets or quotes: among the other includes of its kind, sorted if they are.
   * Nothing happens when the head of the file includes it already.
   */
  addInclude(name: string): void {
    const place = placeInclude(this.text, name, this.functions()[0]?.span.start ?? this.text.length);
    if (place) this.edits.replace({ start: place.at, end: place.at }, place.text);
  }

  /** Puts whole lines ahead of a piece of text that begins a line. Nothing happens when the file has these lines. */
  insertLinesBefore(anchor: CText, lines: CText): void {
    const start = this.#startOf(anchor);
    if (!`\n${this.text}`.includes(`\n${lines}`)) this.edits.replace({ start, end: start }, lines);
  }

  /**
   * Puts a line behind a piece of text that ends with a line. Nothing happens when it stands there, or further below
   * before the next blank line.
   */
  insertLineBehind(anchor: CText, line: CText): void {
    const at = this.#startOf(anchor) + anchor.trimEnd().length;
    const block = this.text
      .slice(at)
      .split(/\n[ \t]*\n/, 1)[0]
      .split("\n");
    if (!block.includes(line)) this.edits.replace({ start: at, end: at }, `\n${line}`);
  }

  /** Puts text at the end of the file, with a blank line before it. */
  append(text: CText): void {
    const at = this.text.length;
    const lead = at === 0 || this.text.endsWith("\n") ? "\n" : "\n\n";
    this.edits.replace({ start: at, end: at }, `${at === 0 ? "" : lead}${text.trimEnd()}\n`);
  }

  /**
   * Replaces an exact piece of text everywhere. @throws KindredError E_CODEMOD unless it stands there `count` times
   * (1 by default), so that a file that has moved on is not half changed.
   */
  replaceText(old: CText, text: CText, options: { readonly count?: number } = {}): void {
    this.replaceBetween({ start: 0, end: this.text.length }, this.path, { old, text, ...options });
  }

  /** @internal The same inside a stretch of the file, called `name` in errors. */
  replaceBetween(
    range: TextRange,
    name: string,
    { old, text, count = 1 }: { readonly old: CText; readonly text: CText; readonly count?: number },
  ): void {
    const found: number[] = [];
    const limit = range.end - old.length;
    for (let at = this.text.indexOf(old, range.start); at >= 0 && at <= limit && old; ) {
      found.push(at);
      at = this.text.indexOf(old, at + old.length);
    }
    if (found.length !== count) {
      throw new KindredError(
        "E_CODEMOD",
        `${name} holds the text ${JSON.stringify(old.slice(0, 60))} ${found.length} times, not ${count}.`,
        "The file differs from the one that the codemod was written for.",
      );
    }
    for (const start of found) this.edits.replace({ start, end: start + old.length }, text);
  }

  /** Says why the codemod leaves a place alone; `--why` shows it. */
  miss(node: CNode | CFunction, reason: string): void {
    this.misses.push({ ...node.range, reason });
  }

  /** @internal */
  recordAttempt(unit: CodeUnit, pattern: CPattern, node: SyntaxNode, mismatch: Mismatch | undefined): void {
    if (this.#explains) this.attempts.push({ pattern, node: new CNode(this, unit, [node]), mismatch });
  }

  /** @internal */
  recordUnparsed(fn: CFunction): void {
    this.unparsed.add(fn.name);
  }

  /** @internal The collected edits, checked. */
  finish(): Edit[] {
    for (const fn of this.functions()) fn.finish();
    return this.edits.finish();
  }

  /** @internal Frees the syntax trees; nodes must not be used afterwards. */
  free(): void {
    for (const fn of this.#functions ?? []) fn.unit.free();
    for (const unit of this.#outside ?? []) unit.free();
  }

  /** Where a piece of text stands that the file holds once. @throws KindredError E_CODEMOD when it does not. */
  #startOf(piece: CText): number {
    const start = this.text.indexOf(piece);
    if (start >= 0 && this.text.indexOf(piece, start + 1) < 0) return start;
    throw new KindredError(
      "E_CODEMOD",
      `${this.path} does not hold the text ${JSON.stringify(piece.slice(0, 60))} once.`,
      "The file differs from the one that the codemod was written for.",
    );
  }

  #functionsNamed(name: string): readonly CFunction[] {
    this.#byName ??= groupBy(this.functions(), (fn) => fn.name);
    return this.#byName.get(name) ?? [];
  }

  #outsideUnits(): readonly CodeUnit[] {
    this.#outside ??= outsideUnits(
      this.#parser,
      this.text,
      this.functions().map((fn) => fn.span),
    );
    return this.#outside;
  }
}
