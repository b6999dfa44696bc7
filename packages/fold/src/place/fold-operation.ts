import type { CText } from "@kindred/c-source";
import type { CFile } from "@kindred/codemod";

/** One change of a file, in the words of the codemod API: done here, and written down in the synthesised codemod. */
export type FoldOperation =
  | { readonly kind: "insert-before"; readonly function: string; readonly text: CText }
  | {
      readonly kind: "replace";
      readonly function: string;
      readonly text: CText;
      readonly withComment: boolean;
    }
  | { readonly kind: "remove"; readonly function: string }
  /** A piece of one function's text, where it stands there `count` times. */
  | {
      readonly kind: "replace-in";
      readonly function: string;
      readonly old: CText;
      readonly text: CText;
      readonly count: number;
    }
  /** Locals of a function that are declared and no longer used. */
  | { readonly kind: "remove-locals"; readonly function: string; readonly names: readonly string[] }
  /** An `#include` of this header (with its brackets or quotes), unless it is there. */
  | { readonly kind: "include"; readonly name: string }
  /** Whole lines ahead of a text that stands there once, or one line behind it, unless they are there. */
  | { readonly kind: "lines-before"; readonly anchor: CText; readonly text: CText }
  | { readonly kind: "line-behind"; readonly anchor: CText; readonly text: CText }
  | { readonly kind: "replace-text"; readonly old: CText; readonly text: CText; readonly count: number };

/** The changes of one file. */
export interface FileOperations {
  /** Relative to the tree's root. */
  readonly file: string;
  /** A Makefile or a Kconfig file: codemods are given these by name only. */
  readonly isBuildFile?: boolean;
  /** What a file is to hold before the operations, when the tree does not have it; all folds of a run say the same. */
  readonly base?: CText;
  readonly operations: readonly FoldOperation[];
}

/** Does operations on a file; the edits are collected there. @throws KindredError as the codemod API does. */
export function performOperations(file: CFile, operations: readonly FoldOperation[]): void {
  for (const operation of operations) {
    if (operation.kind === "insert-before") file.insertBeforeFunction(operation.function, operation.text);
    else if (operation.kind === "include") file.addInclude(operation.name);
    else if (operation.kind === "lines-before") file.insertLinesBefore(operation.anchor, operation.text);
    else if (operation.kind === "line-behind") file.insertLineBehind(operation.anchor, operation.text);
    else if (operation.kind === "remove") file.functionNamed(operation.function).remove();
    else if (operation.kind === "remove-locals") {
      file.functionNamed(operation.function).removeLocals(operation.names);
    } else if (operation.kind === "replace-in") {
      file
        .functionNamed(operation.function)
        .replaceText(operation.old, operation.text, { count: operation.count });
    } else if (operation.kind === "replace-text") {
      file.replaceText(operation.old, operation.text, { count: operation.count });
    } else {
      file
        .functionNamed(operation.function)
        .replaceWith(operation.text, { withComment: operation.withComment });
    }
  }
}
