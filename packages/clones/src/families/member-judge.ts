import type { JudgeMemo } from "../cache/judge-memo.ts";
import type { CloneType } from "../families.ts";
import type { Corpus } from "../scan/corpus.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import { LoadedFunctions } from "../verify/loaded-functions.ts";
import type { GatherOptions } from "./draft-family.ts";
import { firstOfText } from "./first-of-text.ts";
import type { Shapes } from "./group-shapes.ts";

/** A centre and what has gathered around it. */
interface Grown {
  readonly centre: number;
  readonly members: readonly number[];
}

/** Measures functions against centres. */
export class MemberJudge {
  private readonly comparer: FunctionComparer;
  private readonly functions: LoadedFunctions;
  private readonly corpus: Corpus;
  private readonly options: GatherOptions;
  private readonly memo: JudgeMemo;
  private readonly first: Int32Array;

  constructor(corpus: Corpus, shapes: Shapes, options: GatherOptions, memo: JudgeMemo) {
    this.memo = memo;
    this.corpus = corpus;
    this.options = options;
    this.functions = new LoadedFunctions(corpus);
    this.comparer = new FunctionComparer(options.includeBoilerplate);
    this.first = firstOfText(corpus, shapes);
  }

  /** The lowest similarity of the functions to the centre, or undefined when one of them is below the threshold. */
  lowestSimilarity(centre: number, functions: readonly number[]): number | undefined {
    let lowest = 1;
    for (const f of functions) {
      lowest = Math.min(lowest, this.similarity(centre, f));
      if (lowest < this.options.similarity) return undefined;
    }
    return lowest;
  }

  private similarity(centre: number, f: number): number {
    const one = this.first[centre];
    const other = this.first[f];
    if (one === other) return 1;
    const low = Math.min(one, other);
    const high = Math.max(one, other);
    return this.memo.similarity(low, high, () =>
      this.comparer.similarity(
        this.functions.get(low),
        this.functions.getBeside(high, low),
        this.isShape(low, high),
      ),
    );
  }

  /** Whether the centre is large enough, or a function of its shape: one without `static` has a token less. */
  canBeCentre({ centre, members }: Grown): boolean {
    const { tokenCount } = this.corpus.functions;
    const isLarge = (f: number) => tokenCount[f] >= this.options.minTokens;
    return isLarge(centre) || members.some((f) => isLarge(f) && this.isShape(centre, f));
  }

  typeOf(centre: number, members: readonly number[]): CloneType {
    if (members.every((f) => this.isExact(centre, f))) return "type-1";
    return members.every((f) => this.isShape(centre, f)) ? "type-2" : "type-3";
  }

  /** Whether two functions have most of the names in common that tell what they are about. */
  shareTellingNames(a: number, b: number): boolean {
    return this.comparer.shareTellingNames(this.functions.get(a), this.functions.getBeside(b, a));
  }

  /** Whether two functions have the same text, but for layout, linkage and name. */
  isExact(a: number, b: number): boolean {
    const { exactLow, exactHigh } = this.corpus.functions;
    return exactLow[a] === exactLow[b] && exactHigh[a] === exactHigh[b];
  }

  /** Whether they are the same but for a renaming and literals. */
  isShape(a: number, b: number): boolean {
    const { shapeLow, shapeHigh } = this.corpus.functions;
    return shapeLow[a] === shapeLow[b] && shapeHigh[a] === shapeHigh[b];
  }
}
