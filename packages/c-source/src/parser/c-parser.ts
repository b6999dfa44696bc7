import { Parser, type Tree } from "web-tree-sitter";
import { KindredError } from "../errors.ts";
import type { CText } from "../text/c-text.ts";
import { loadGrammar } from "./load-grammar.ts";
import type { ParsedC, SyntaxNode } from "./parsed-c.ts";

export interface CParserOptions {
  /** Folder of `tree-sitter-c.wasm` and `web-tree-sitter.wasm`; found by itself when not given. */
  readonly wasmDirectory?: URL;
}

/**
 * tree-sitter-c with the kernel's macros explained to it. A class because it owns memory outside of JavaScript:
 * `dispose()` it, and `free()` every {@link ParsedC}, or they stay until the thread ends.
 */
export class CParser {
  readonly #parser: Parser;

  private constructor(parser: Parser) {
    this.#parser = parser;
  }

  /** @throws KindredError `E_TOOL` when the parser's WebAssembly files are missing or damaged. */
  static async create(options: CParserOptions = {}): Promise<CParser> {
    const language = await loadGrammar(options.wasmDirectory);
    return new CParser(new Parser().setLanguage(language));
  }

  /** Parses one function cut out of its file: what to do by default, since an error then spoils nothing else. */
  parseFunction(text: CText): ParsedC {
    return this.#parse(text, text);
  }

  /** Parses a whole file (or any run of declarations). */
  parseSource(text: CText): ParsedC {
    return this.#parse(text, text);
  }

  dispose(): void {
    this.#parser.delete();
  }

  #parse(text: CText, rewritten: CText): ParsedC {
    const tree = this.#parser.parse(rewritten);
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

  constructor(text: CText, rewritten: CText, tree: Tree) {
    this.text = text;
    this.rewritten = rewritten;
    this.root = tree.rootNode;
    this.clean = !tree.rootNode.hasError;
    this.#tree = tree;
  }

  sourceOf(node: SyntaxNode): CText {
    return this.text.slice(node.startIndex, node.endIndex);
  }

  free(): void {
    this.#tree.delete();
  }
}
