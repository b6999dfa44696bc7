import type { JudgeMemo } from "../cache/judge-memo.ts";
import type { CloneType } from "../families.ts";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import type { GatherOptions } from "./draft-family.ts";

/** Measures functions against centres. */
export class MemberJudge {
  private readonly comparer: FunctionComparer;
  private readonly corpus: Corpus;
  private readonly options: GatherOptions;
  private readonly memo: JudgeMemo;

  constructor(corpus: Corpus, options: GatherOptions, memo: JudgeMemo) {
    this.memo = memo;
    this.corpus = corpus;
    this.options = options;
    this.comparer = new FunctionComparer(options.includeBoilerplate);
  }

  /** The lowest similarity of the functions to the centre, or undefined when one of them is below the threshold. */
  lowestSimilarity(centre: number, functions: readonly number[]): number | undefined {
    const symbols = symbolsOf(this.corpus, centre);
    let lowest = 1;
    for (const f of functions) {
      lowest = Math.min(lowest, this.similarity(centre, symbols, f));
      if (lowest < this.options.similarity) return undefined;
    }
    return lowest;
  }

  private similarity(centre: number, symbols: Int32Array, f: number): number {
    if (this.isExact(centre, f)) return 1;
    return this.memo.similarity(centre, f, () =>
      this.comparer.similarity(symbols, symbolsOf(this.corpus, f), this.isShape(centre, f)),
    );
  }

  canBeCentre(f: number): boolean {
    return this.corpus.functions.tokenCount[f] >= this.options.minTokens;
  }

  typeOf(centre: number, members: readonly number[]): CloneType {
    if (members.every((f) => this.isExact(centre, f))) return "type-1";
    return members.every((f) => this.isShape(centre, f)) ? "type-2" : "type-3";
  }

  private isExact(a: number, b: number): boolean {
    const { exactLow, exactHigh } = this.corpus.functions;
    return exactLow[a] === exactLow[b] && exactHigh[a] === exactHigh[b];
  }

  private isShape(a: number, b: number): boolean {
    const { shapeLow, shapeHigh } = this.corpus.functions;
    return shapeLow[a] === shapeLow[b] && shapeHigh[a] === shapeHigh[b];
  }
}
