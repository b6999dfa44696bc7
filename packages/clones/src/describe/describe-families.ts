import type { Skipped } from "@kindred/c-source";
import type { CloneType, Grain, Hole } from "../families.ts";
import type { Corpus } from "../scan/corpus.ts";
import { Aligner } from "../verify/aligner.ts";
import { Alignment } from "../verify/alignment.ts";
import { type Counterparts, counterpartsOf, findHoles } from "./find-holes.ts";
import { MemberReader } from "./member-reader.ts";
import type { MemberSlice } from "./member-slice.ts";
import type { MemberText } from "./member-text.ts";

/** Families whose members' texts are to be read again; the centre is member `centre`. */
export interface DescribeJob {
  readonly corpus: Corpus;
  readonly families: readonly DescribeFamily[];
}

export interface DescribeFamily {
  readonly grain: Grain;
  readonly type: CloneType;
  readonly members: readonly MemberSlice[];
  readonly centre: number;
}

/** What the text of a family tells; `undefined` for a family with a member that has gone or changed meanwhile. */
export interface Description {
  readonly names: readonly string[];
  /** Of each member, first and last line, counted from the first line of its function: two numbers a member. */
  readonly lines: readonly number[];
  readonly holes: readonly Hole[];
}

export interface DescribeResult {
  readonly descriptions: readonly (Description | undefined)[];
  readonly skipped: readonly Skipped[];
}

const reader = new MemberReader();
const aligner = new Aligner();
const alignment = new Alignment();
/** Nothing but `0, 1, 2 …`: the counterparts of equal texts. */
let identity = new Int32Array(0);

export function describeFamilies(job: DescribeJob): DescribeResult {
  const skipped: Skipped[] = [];
  const descriptions = job.families.map((family) => {
    const { members, centre } = family;
    reader.start();
    const texts = members.map((member) => reader.read(job.corpus, member));
    texts.forEach((text, m) => {
      if (text === undefined) skipped.push(changedSource(members[m].subject));
    });
    return texts.every((text) => text !== undefined) ? describe(texts, texts[centre], family) : undefined;
  });
  reader.close();
  return { descriptions, skipped };
}

function describe(texts: readonly MemberText[], centre: MemberText, family: DescribeFamily): Description {
  return {
    names: texts.map((text) => text.name),
    lines: texts.flatMap((text) => [text.firstLine, text.lastLine]),
    holes: findHoles(
      centre,
      texts,
      texts.map((text) => counterpartsIn(text.symbols, centre.symbols, family)),
    ),
  };
}

function counterpartsIn(
  symbols: Int32Array,
  centre: Int32Array,
  { grain, type }: DescribeFamily,
): Counterparts {
  const isOneShape = type !== "type-3" && symbols.length === centre.length;
  if (isOneShape || isEqual(symbols, centre)) return identityOf(centre.length);
  if (grain === "fragment") aligner.alignFragments(centre, symbols, alignment);
  else aligner.align(centre, symbols, alignment);
  return counterpartsOf(alignment, centre.length);
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function identityOf(length: number): Counterparts {
  if (identity.length < length) identity = Int32Array.from({ length: length * 2 }, (_, i) => i);
  return identity.subarray(0, length);
}

function changedSource(subject: string): Skipped {
  return {
    subject,
    reason: "changed-while-running",
    detail: `${subject} changed or vanished while it was analysed; its families are left out.`,
  };
}
