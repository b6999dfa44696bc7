/** A named gap of a pattern: `$name` binds one expression, type, name or statement; `$...name` binds a run of them. */
export interface Metavariable {
  readonly name: string;
  readonly rest: boolean;
}

/** One node of a compiled pattern: plain data, so it outlives the tree it came from. */
export interface PatternNode {
  readonly type: string;
  /** Spelling of a leaf; empty for inner nodes. */
  readonly text: string;
  readonly children: readonly PatternNode[];
  readonly hole: Metavariable | undefined;
}

export type PatternKind = "expression" | "statements" | "declaration" | "function";

/** A compiled C pattern; made by the tags of `api.c`. */
export interface CPattern {
  readonly kind: PatternKind;
  /** As it was written, for messages. */
  readonly source: string;
  /** One root, or several for a run of statements. */
  readonly roots: readonly PatternNode[];
  /** Words that any code it matches must contain: code without them is never parsed. */
  readonly words: readonly string[];
}

/** What `$name` stood for, newest first. An immutable list: giving up an attempt costs nothing. */
export interface Bindings<Node> {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly next: Bindings<Node> | undefined;
}

/** The nodes bound to `name`, or undefined when the pattern has no such metavariable. */
export function findBinding<Node>(
  bindings: Bindings<Node> | undefined,
  name: string,
): readonly Node[] | undefined {
  for (let entry = bindings; entry; entry = entry.next) if (entry.name === name) return entry.nodes;
  return undefined;
}
