import type { CText } from "@kindred/c-source";
import type { Family, Strategy } from "@kindred/clones";
import type { FoldMember } from "../members/fold-member.ts";
import type { DirectCall } from "../members/function-uses.ts";
import type { SourceFile } from "../members/source-file.ts";
import type { FoldOperation } from "./fold-operation.ts";

/**
 * A family that can be folded in one way: what the helper is and what is left of each member, before it is known
 * where the helper goes and what it is called. Strategies make designs; placing, naming, the mail and the codemod
 * know nothing else of a strategy.
 */
export interface FoldDesign {
  readonly family: Family;
  readonly strategy: Strategy;
  /** What the fold takes in hand, in the family's order: at least two, or one whose helper the tree has already. */
  readonly sites: readonly MemberSite[];
  readonly helper: HelperWriter;
  readonly prose: FoldProse;
  /** Fewer lines than this are not worth such a helper; 1 unless said. */
  readonly leastNet?: number;
  /** Where the fold is one of several that make one patch: what they do together. */
  readonly group?: DesignGroup;
}

/** What folds that make one patch do to the code of each other's members. */
export interface DesignGroup {
  /** Whether a name in a member's file is a call that becomes a call of another of the helpers. */
  isLink(file: SourceFile, start: number): boolean;
  /** Whether this is code of a member. */
  isMember(file: SourceFile, offset: number): boolean;
}

/** A member's place in its file, and what the fold does there. */
export interface MemberSite {
  /** The function that the member is, or that it stands in. */
  readonly member: FoldMember;
  /** Bytes of the file that the fold changes or relies on: no other fold may touch them. */
  readonly start: number;
  readonly end: number;
  /** What a direct call of the member that goes to the helper passes on top; undefined when no call can go there. */
  readonly extraArguments: readonly CText[] | undefined;
  /** All that it passes, where that is not what it has and the extra ones; undefined when this call cannot go there. */
  rewriteArguments?(call: DirectCall): readonly CText[] | undefined;
  /** The changes after which the member uses the helper. */
  leave(helper: string): FoldOperation[];
}

/** What stands before a function's type: `static`, `static inline`, or nothing for one that other files call. */
export type Linkage = "static" | "static inline" | "";

/** The helper's text, for a place and a name that are chosen later. */
export interface HelperWriter {
  /** A macro has no linkage and needs no prototype: where other files use it, all of it stands in the header. */
  readonly kind: "function" | "macro" | "existing";
  /** The function that the tree has already: nothing is written, its name is its own. */
  readonly existing?: FoldMember;
  /** Names that must mean the same in the helper's place as in the members'; a macro's are looked up where it is used. */
  readonly freeNames: ReadonlySet<string>;
  /** Names for it, best first. `driver` is the driver's own name in C. */
  suggestNames(driver: string): readonly string[];
  define(name: string, linkage: Linkage): CText;
  /** What stands before the helper and its comment: a structure and constant data, with a blank line behind. */
  readonly preamble?: CText;
  /** The kernel-doc comment; `wrappers` are the members that go on as uses of the helper. */
  document(name: string, wrappers: readonly string[]): CText;
  /** One line of comment, for when the kernel-doc comment would be longer than what the fold saves. */
  documentBriefly(name: string, wrappers: readonly string[]): CText;
  /** A comment of the members that becomes the helper's, with what it does not say yet. */
  inheritComment(comment: CText): CText;
}

/** What the mail says. */
export interface FoldProse {
  /** What the subject says behind its prefix: `Factor out foo_set()`. */
  action(helper: string): string;
  /** The same when the helper's name makes it too long: `Factor out common code`. */
  readonly shortAction: string;
  /** What was alike, and what becomes of it: paragraphs of the body. */
  paragraphs(helper: string, removedFunctions: readonly string[]): string[];
}
