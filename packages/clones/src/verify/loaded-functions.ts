import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { LoadedFunction } from "./loaded-function.ts";

/**
 * Functions of a corpus ready to be compared. A function takes part in several pairs, most of them soon after one
 * another, so the last ones stay loaded: one in each of SLOTS places, told by its number.
 */
export class LoadedFunctions {
  private readonly corpus: Corpus;
  private readonly slots: LoadedFunction[] = [];
  private readonly loaded = new Int32Array(SLOTS).fill(-1);
  /** For a function whose place is taken by the one it is compared with. */
  private readonly spare = new LoadedFunction();

  constructor(corpus: Corpus) {
    this.corpus = corpus;
  }

  get(f: number): LoadedFunction {
    const slot = f % SLOTS;
    this.slots[slot] ??= new LoadedFunction();
    if (this.loaded[slot] !== f) this.slots[slot].load(symbolsOf(this.corpus, f));
    this.loaded[slot] = f;
    return this.slots[slot];
  }

  /** As {@link get}, without unloading `other`. */
  getBeside(f: number, other: number): LoadedFunction {
    if (f === other || f % SLOTS !== other % SLOTS) return this.get(f);
    this.spare.load(symbolsOf(this.corpus, f));
    return this.spare;
  }
}

const SLOTS = 1024;
