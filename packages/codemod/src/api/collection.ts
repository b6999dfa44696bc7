import type { CPattern } from "../pattern/pattern.ts";
import type { CNode, NewText } from "./c-node.ts";

/** Nodes in the order of the file, and what can be done to all of them. Edits are only collected; `find` sees the old code. */
export class Collection implements Iterable<CNode> {
  readonly nodes: readonly CNode[];

  constructor(nodes: readonly CNode[]) {
    this.nodes = nodes;
  }

  get size(): number {
    return this.nodes.length;
  }

  /** The n-th node; negative counts from the end. */
  at(index: number): CNode | undefined {
    return this.nodes.at(index);
  }

  [Symbol.iterator](): Iterator<CNode> {
    return this.nodes[Symbol.iterator]();
  }

  /** Matches inside any of the nodes. */
  find(what: CPattern | string): Collection {
    return new Collection(this.nodes.flatMap((node) => node.find(what).nodes));
  }

  filter(keep: (node: CNode) => boolean): Collection {
    return new Collection(this.nodes.filter(keep));
  }

  /** The nearest node of a kind around each, every one once. */
  closest(kind: string): Collection {
    const found = new Map<string, CNode>();
    for (const node of this.nodes) {
      const outer = node.closest(kind);
      if (outer) found.set(`${outer.range.start}:${outer.range.end}`, outer);
    }
    return new Collection([...found.values()]);
  }

  map<Result>(make: (node: CNode) => Result): Result[] {
    return this.nodes.map((node) => make(node));
  }

  forEach(visit: (node: CNode) => void): this {
    for (const node of this.nodes) visit(node);
    return this;
  }

  replaceWith(text: NewText): this {
    for (const node of this.nodes) node.replaceWith(text);
    return this;
  }

  remove(): this {
    for (const node of this.nodes) node.remove();
    return this;
  }

  insertBefore(text: NewText): this {
    for (const node of this.nodes) node.insertBefore(text);
    return this;
  }

  insertAfter(text: NewText): this {
    for (const node of this.nodes) node.insertAfter(text);
    return this;
  }
}
