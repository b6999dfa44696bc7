import type { DraftFamily } from "../families/draft-family.ts";
import type { Corpus } from "../scan/corpus.ts";
import { directoryOf } from "./place.ts";

/** Of both files at least this share of the functions, and so many, have a counterpart in the other. */
const TWIN_SHARE = 0.6;
const TWIN_FUNCTIONS = 3;
/** A family in more files than this says nothing about any two of them. */
const MOST_FILES = 64;

/**
 * Pairs of files of one directory that are families of each other: two drivers that differ in constants and a few
 * functions. Functions too short to be compared are not counted. O(members of families times files of a family).
 */
export class TwinFiles {
  private readonly twins = new Set<number>();
  private readonly files: number;

  constructor(names: readonly string[], { functions }: Corpus, drafts: readonly DraftFamily[]) {
    this.files = names.length;
    const directories = names.map(directoryOf);
    const shared = new Map<number, Set<number>>();
    for (const { grain, members } of drafts) {
      if (grain !== "function") continue;
      const files = [...new Set(members.map(({ f }) => functions.source[f]))];
      if (files.length < 2 || files.length > MOST_FILES) continue;
      for (const { f } of members) {
        const file = functions.source[f];
        for (const other of files)
          if (other !== file && directories[other] === directories[file])
            note(shared, this.keyOf(file, other), f);
      }
    }
    const sizes = new Int32Array(names.length);
    for (const file of functions.source) sizes[file]++;
    const isHalfTwin = (file: number, other: number) => {
      const count = shared.get(this.keyOf(file, other))?.size ?? 0;
      return count >= TWIN_FUNCTIONS && count >= TWIN_SHARE * sizes[file];
    };
    for (const key of shared.keys()) {
      const file = Math.floor(key / this.files);
      const other = key % this.files;
      if (isHalfTwin(file, other) && isHalfTwin(other, file)) this.twins.add(key);
    }
  }

  /** Whether these are two files or more, and all twins of the first. */
  areTwins(files: readonly number[]): boolean {
    const [first, ...others] = new Set(files);
    return others.length > 0 && others.every((other) => this.twins.has(this.keyOf(first, other)));
  }

  private keyOf(file: number, other: number): number {
    return file * this.files + other;
  }
}

function note(shared: Map<number, Set<number>>, key: number, f: number): void {
  const set = shared.get(key);
  if (set === undefined) shared.set(key, new Set([f]));
  else set.add(f);
}
