import type { CloneType, Grain, Hole, Member, Scope, Strategy } from "@kindred/clones";
import type { Level } from "@kindred/proof";

/*
 * What the page's script gets from the page: the contract between `src/html` (which writes it into the file) and
 * `client/` (which runs in the reader's browser). All text in it is cleaned of control characters.
 */

export interface ReportPayload {
  /** In payoff order. */
  readonly families: readonly FamilyRecord[];
  readonly patches: readonly PatchRecord[];
  readonly strategyWords: Readonly<Record<string, string>>;
  readonly scopeWords: Readonly<Record<string, string>>;
  readonly levelWords: Readonly<Record<string, string>>;
}

export interface FamilyRecord {
  readonly id: string;
  readonly type: CloneType;
  readonly grain: Grain;
  readonly similarity: number;
  readonly lines: number;
  readonly removableLines: number;
  readonly strategy: Strategy;
  readonly scope: Scope;
  readonly holes: readonly Hole[];
  readonly members: readonly Member[];
  /** The function of the tree that the members re-implement, as a few words. */
  readonly sameAs?: string;
  /** The members' text, for the families that the budget of text covers. */
  readonly view?: FamilyView;
}

export interface FamilyView {
  readonly columns: readonly MemberColumn[];
  /** For each row the line of every column, or -1; absent when every row is the same line of all. */
  readonly rows?: readonly (readonly number[])[];
}

export interface MemberColumn {
  /** Index in `members`. */
  readonly member: number;
  readonly lines: readonly string[];
  /** Four numbers a mark: line, start, end, hole (0: no number), in order. */
  readonly marks: readonly number[];
}

export interface PatchRecord {
  readonly patch: string;
  readonly family: string;
  readonly strategy: string;
  readonly helper: string;
  readonly files: readonly PatchFile[];
  /** Lines removed, added for calls, added for helpers, net; absent for a series without a ledger. */
  readonly counts?: readonly [removed: number, calls: number, helpers: number, net: number];
  readonly level?: Level;
  readonly notes: readonly string[];
}

export interface PatchFile {
  readonly file: string;
  readonly level?: Level;
  readonly rung?: string;
  readonly difference?: string;
}
