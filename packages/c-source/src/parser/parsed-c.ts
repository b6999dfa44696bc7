import type { Node } from "web-tree-sitter";
import type { CText } from "../text/c-text.ts";

/** A node of tree-sitter-c; its indexes are byte offsets into the text that was parsed. */
export type SyntaxNode = Node;

/** A parsed piece of C. Node texts come from the rewritten text: read originals with `sourceOf`. */
export interface ParsedC {
  /** The text as it stands in the file (before the macro profile); same length as what was parsed. */
  readonly text: CText;
  /** What was parsed: `text` after the macro profile. */
  readonly rewritten: CText;
  readonly root: SyntaxNode;
  /** No ERROR and no MISSING node. */
  readonly clean: boolean;
  /**
   * Original text of a node. A token that stands for more gives all of that: the keyword of a loop that is an
   * iteration macro gives the macro's name, the `+` of a case range `...`. What the profile blanked (annotations, `#if 0` branches) is in no node, only between them.
   */
  sourceOf(node: SyntaxNode): CText;
  /** Frees the tree's memory; nodes must not be used afterwards. */
  free(): void;
}
