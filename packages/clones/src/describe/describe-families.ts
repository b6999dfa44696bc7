import type { Skipped } from "@kindred/c-source";
import type { Grain, Hole } from "../families.ts";
import type { Corpus } from "../scan/corpus.ts";
import { Aligner } from "../verify/aligner.ts";
import { Alignment } from "../verify/alignment.ts";
import { classOf } from "../verify/token-class.ts";
import { counterpartsOf, findHoles } from "./find-holes.ts";
import type { MemberSlice } from "./member-slice.ts";
import { type MemberText, readMember } from "./member-text.ts";

/** Families whose members' texts are to be read again; the centre is member `centre`. */
export interface DescribeJob {
  readonly corpus: Corpus;
  readonly families: readonly DescribeFamily[];
}

export interface DescribeFamily {
  readonly grain: Grain;
  readonly members: readonly MemberSlice[];
  readonly centre: number;
}

/** What the text of a family tells; `undefined` for a family with a member that has gone or changed meanwhile. */
export interface Description {
  readonly names: readonly string[];
  /** Of each member, first and last line, counted from the first line of its function. */
  readonly lines: readonly (readonly [first: number, last: number])[];
  readonly holes: readonly Hole[];
}

export interface DescribeResult {
  readonly descriptions: readonly (Description | undefined)[];
  readonly skipped: readonly Skipped[];
}

const aligner = new Aligner();
const alignment = new Alignment();

export function describeFamilies(job: DescribeJob): DescribeResult {
  const skipped: Skipped[] = [];
  const descriptions = job.families.map(({ grain, members, centre }) => {
    const texts = members.map((member) => readMember(job.corpus, member));
    texts.forEach((text, m) => {
      if (text === undefined) skipped.push(changedSource(members[m].subject));
    });
    return texts.every((text) => text !== undefined) ? describe(texts, texts[centre], grain) : undefined;
  });
  return { descriptions, skipped };
}

function describe(texts: readonly MemberText[], centre: MemberText, grain: Grain): Description {
  const counterparts = texts.map((text) => {
    const { symbols } = text;
    if (grain === "fragment" ? haveSameOutline(symbols, centre.symbols) : isEqual(symbols, centre.symbols))
      return Int32Array.from(centre.symbols.keys());
    if (grain === "fragment") aligner.alignFragments(centre.symbols, symbols, alignment);
    else aligner.align(centre.symbols, symbols, alignment);
    return counterpartsOf(alignment, centre.symbols.length);
  });
  return {
    names: texts.map((text) => text.name),
    lines: texts.map((text) => [text.firstLine, text.lastLine]),
    holes: findHoles(centre, texts, counterparts),
  };
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((symbol, i) => symbol === b[i]);
}

/** Whether two runs are equal token by token, up to names and literals. */
function haveSameOutline(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((symbol, i) => classOf(symbol) === classOf(b[i]));
}

function changedSource(subject: string): Skipped {
  return {
    subject,
    reason: "changed-while-running",
    detail: `${subject} changed or vanished while it was analysed; its families are left out.`,
  };
}
