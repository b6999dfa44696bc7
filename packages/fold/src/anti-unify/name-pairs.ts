import type { BoundNames } from "../syntax/bind-names.ts";
import type { Term } from "../syntax/term.ts";

/**
 * One-to-one pairing of the first member's local names with every other member's. Pairs are made on first meeting
 * and can be taken back to a mark, because a subtree that turns out to differ must not leave its pairs behind.
 */
export class NamePairs {
  private readonly bound: readonly BoundNames[];
  private readonly forward: Map<number, number>[];
  private readonly backward: Map<number, number>[];
  private readonly trail: { member: number; first: number; other: number }[] = [];

  constructor(bound: readonly BoundNames[]) {
    this.bound = bound;
    this.forward = bound.map(() => new Map());
    this.backward = bound.map(() => new Map());
  }

  mark(): number {
    return this.trail.length;
  }

  rollback(mark: number): void {
    while (this.trail.length > mark) {
      const last = this.trail.pop()!;
      this.forward[last.member].delete(last.first);
      this.backward[last.member].delete(last.other);
    }
  }

  /** Whether the leaves name the same thing in every member: the same free name, or locals that can be paired. */
  agree(leaves: readonly Term[]): boolean {
    const mark = this.mark();
    for (let member = 1; member < leaves.length; member++) {
      if (this.agreeWithFirst(leaves[0], leaves[member], member)) continue;
      this.rollback(mark);
      return false;
    }
    return true;
  }

  /** What stands for a leaf in every member: its text, or for a paired local the first member's declaration. */
  key(leaf: Term, member: number): string {
    const id = this.bound[member].at.get(leaf.start);
    if (id === undefined) return leaf.text;
    const first = member === 0 ? id : this.backward[member].get(id);
    return first === undefined ? `\0${member}:${id}` : `\0${first}`;
  }

  /** The declaration of another member that one of this member's is paired with. */
  partner(id: number, member: number, other: number): number | undefined {
    const first = member === 0 ? id : this.backward[member].get(id);
    return other === 0 || first === undefined ? first : this.forward[other].get(first);
  }

  isLocal(leaf: Term, member: number): boolean {
    return this.bound[member].at.has(leaf.start);
  }

  private agreeWithFirst(first: Term, other: Term, member: number): boolean {
    const a = this.bound[0].at.get(first.start);
    const b = this.bound[member].at.get(other.start);
    if (a === undefined || b === undefined) return a === b && first.text === other.text;
    const paired = this.forward[member].get(a);
    if (paired !== undefined) return paired === b;
    if (this.backward[member].has(b)) return false;
    this.forward[member].set(a, b);
    this.backward[member].set(b, a);
    this.trail.push({ member, first: a, other: b });
    return true;
  }
}
