/** The published data of `find`: families.json, design section 4. Checked from outside: names and order are fixed. */

export type CloneType = "type-1" | "type-2" | "type-3";
export type Grain = "function" | "fragment";
export type Scope = "file" | "directory" | "class" | "tree";

/** The strategies of design section 6, cheapest first. */
export type Strategy =
  | "existing-helper"
  | "shared-function"
  | "parameterised-function"
  | "callback"
  | "field-pointer"
  | "generator-macro"
  | "table-driven"
  | "chip-info";

/** `kindred` aligns tokens; `drcomp` compares the signatures of the driver study (docs/drcomp.md). */
export type FindMethod = "kindred" | "drcomp";

export type HoleKind =
  | "literal"
  | "identifier"
  | "call"
  | "member"
  | "type"
  | "statement"
  | "expression"
  | "string";

/** A place where members differ: one value for each member, in the order of `members`. */
export interface Hole {
  readonly kind: HoleKind;
  readonly values: readonly string[];
}

export interface Member {
  /** Relative to `root`, `/`-separated. */
  readonly file: string;
  /** 1-based, inclusive; from the first line of the declaration to the closing brace. */
  readonly startLine: number;
  readonly endLine: number;
  /** The function itself, or for a fragment the function around it. */
  readonly function: string;
}

export interface Family {
  /** `K-` and 8 hex digits, from content alone. */
  readonly id: string;
  readonly type: CloneType;
  readonly grain: Grain;
  readonly similarity: number;
  readonly lines: number;
  /** Estimate of the lines a fold would take away; never negative. */
  readonly removableLines: number;
  /** The strategy the holes hint at; what `fold` then does may differ. */
  readonly strategy: Strategy;
  readonly scope: Scope;
  readonly holes: readonly Hole[];
  readonly members: readonly Member[];
  /** With strategy `existing-helper`: the function that the tree has already. */
  readonly existingHelper?: ExistingHelper;
}

/** A function with the same body that any driver may call: exported, or `static inline` in a header. */
export interface ExistingHelper {
  readonly function: string;
  /** Relative to the kernel root, `/`-separated. */
  readonly file: string;
  readonly startLine: number;
}

/** A function that re-implements what the tree has already, whether or not it is a member of a family. */
export interface Reimplemented {
  readonly function: string;
  /** Relative to `root`. */
  readonly file: string;
  readonly startLine: number;
  readonly helper: string;
  /** Relative to the kernel root. */
  readonly helperFile: string;
}

export interface ClassShare {
  readonly class: string;
  readonly lines: number;
  readonly similarLines: number;
  readonly families: number;
}

export interface FindSummary {
  readonly files: number;
  readonly lines: number;
  readonly functions: number;
  readonly skipped: number;
  readonly families: number;
  readonly similarLines: number;
  readonly similarShare: number;
  readonly removableLines: number;
  readonly byClass: readonly ClassShare[];
  /** How the families were found; `kindred` when absent. */
  readonly method?: FindMethod;
}

export interface FamiliesDocument {
  readonly schemaVersion: 1;
  /** The scanned folder: the nearest common ancestor of the paths given. */
  readonly root: string;
  readonly summary: FindSummary;
  readonly families: readonly Family[];
  /** By file and line; absent where no kernel root is known. */
  readonly reimplemented?: readonly Reimplemented[];
}
