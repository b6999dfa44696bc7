import { Parser, type Tree } from "web-tree-sitter";
import { KindredError } from "../errors.ts";
import { type RewrittenText, rewriteMacros } from "../macro-profile/apply-macro-profile.ts";
import { kernelMacroProfile } from "../macro-profile/kernel-macro-profile.ts";
import type { MacroProfile } from "../macro-profile/macro-profile.ts";
import type { CText } from "../text/c-text.ts";
import { loadGrammar } from "./load-grammar.ts";
import type { ParsedC, SyntaxNode } from "./parsed-c.ts";

export interface CParserOptions {
  /** The macros to rewrite before parsing; the kernel's when not given. */
  readonly profile?: MacroProfile;
  /** Folder of `tree-sitter-c.wasm` and `web-tree-sitter.wasm`; found by itself when not given. */
  readonly wasmDirectory?: URL;
}

/**
 * tree-sitter-c with the kernel's macros explained to it. A class because it owns memory outside of JavaScript:
 * `dispose()` it, and `free()` every {@link ParsedC}, or they stay until the thread ends.
 */
export class CParser {
  readonly #parser: Parser;
  readonly #profile: MacroProfile;

  private constructor(parser: Parser, profile: MacroProfile) {
    this.#parser = parser;
    this.#profile = profile;
  }

  /** @throws KindredError `E_TOOL` when the parser's WebAssembly files are missing or damaged. */
  static async create(options: CParserOptions = {}): Promise<CParser> {
    const language = await loadGrammar(options.wasmDirectory);
    return new CParser(new Parser().setLanguage(language), options.profile ?? kernelMacroProfile);
  }

  /**
   * Parses one function cut out of its file: what to do by default, since an error then spoils nothing else.
   * When the rewritten text has errors, the text with only the first live branch of each `#if`, and then the text
   * as it stands, get their turn: the profile never makes a function unclean.
   */
  parseFunction(text: CText): ParsedC {
    const first = this.#parse(text, rewriteMacros(text, this.#profile));
    if (first.clean) return first;
    const others: RewrittenText[] = [{ text, stretched: new Map() }];
    if (text.includes("#")) others.unshift(rewriteMacros(text, this.#profile, true));
    for (const rewritten of others) {
      const next = this.#parse(text, rewritten);
      if (next.clean) {
        first.free();
        return next;
      }
      next.free();
    }
    return first;
  }

  /** Parses a whole file (or any run of declarations). */
  parseSource(text: CText): ParsedC {
    return this.#parse(text, rewriteMacros(text, this.#profile));
  }

  dispose(): void {
    this.#parser.delete();
  }

  #parse(text: CText, rewritten: RewrittenText): ParsedC {
    const tree = this.#parser.parse(rewritten.text);
    if (!tree)
      throw new KindredError("E_INTERNAL", `The C parser gave no tree for a text of ${text.length} bytes.`);
    return new ParsedTree(text, rewritten, tree);
  }
}

class ParsedTree implements ParsedC {
  readonly text: CText;
  readonly rewritten: CText;
  readonly root: SyntaxNode;
  readonly clean: boolean;
  readonly #tree: Tree;
  readonly #stretched: ReadonlyMap<number, number>;

  constructor(text: CText, rewritten: RewrittenText, tree: Tree) {
    this.text = text;
    this.rewritten = rewritten.text;
    this.#stretched = rewritten.stretched;
    this.root = tree.rootNode;
    this.clean = !tree.rootNode.hasError;
    this.#tree = tree;
  }

  sourceOf(node: SyntaxNode): CText {
    const { startIndex, endIndex, childCount } = node;
    const stretchedEnd = childCount === 0 ? this.#stretched.get(startIndex) : undefined;
    return this.text.slice(startIndex, stretchedEnd ?? endIndex);
  }

  free(): void {
    this.#tree.delete();
  }
}
