import { MemberReader } from "../describe/member-reader.ts";
import type { MemberSlice } from "../describe/member-slice.ts";
import type { Corpus } from "../scan/corpus.ts";
import { FileDefinitions } from "./file-definitions.ts";
import { type FunctionInFile, isSameFunction } from "./same-function.ts";

/** A function, and the helpers that it may be, best first. */
export interface HelperCandidate {
  readonly own: MemberSlice;
  readonly helpers: readonly HelperSlice[];
}

export interface HelperSlice extends MemberSlice {
  /** It is a row of the corpus that is scanned, not of that of helpers. */
  readonly isScanned: boolean;
}

export interface CheckJob {
  readonly corpus: Corpus;
  readonly helpers: Corpus;
  readonly candidates: readonly HelperCandidate[];
  /** Folders that headers may be read from. */
  readonly roots: readonly string[];
}

/** Which helper a function is, with the names of both; undefined for none. */
export type Checked = { readonly choice: number; readonly name: string; readonly helper: string } | undefined;

const members = new MemberReader();

/** Compares candidates with their helpers by their texts. */
export function checkHelpers({ corpus, helpers, candidates, roots }: CheckJob): readonly Checked[] {
  const files = new FileDefinitions(roots);
  const load = (rows: Corpus, slice: MemberSlice): FunctionInFile | undefined => {
    const text = members.read(rows, slice);
    const file = text && files.read(slice.path);
    if (text === undefined || file === undefined) return undefined;
    const { start, end } = rows.functions;
    const source = file.text.slice(start[slice.place.f], end[slice.place.f]);
    return { path: slice.path, text, source, definitions: file.definitions };
  };
  const checked = candidates.map(({ own, helpers: options }) => {
    members.start();
    const mine = load(corpus, own);
    if (mine === undefined) return undefined;
    for (const [choice, option] of options.entries()) {
      const helper = load(option.isScanned ? corpus : helpers, option);
      if (helper !== undefined && isSameFunction(mine, helper))
        return { choice, name: mine.text.name, helper: helper.text.name };
    }
    return undefined;
  });
  members.close();
  return checked;
}
