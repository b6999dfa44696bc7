import { Aligner } from "./aligner.ts";
import { Alignment } from "./alignment.ts";
import { type Outline, SimilarityMeter } from "./similarity.ts";

/** Compares functions pair by pair; keeps its tables between pairs. */
export class FunctionComparer {
  private readonly aligner = new Aligner();
  private readonly alignment = new Alignment();
  private readonly meter = new SimilarityMeter();
  private readonly includeBoilerplate: boolean;

  constructor(includeBoilerplate: boolean) {
    this.includeBoilerplate = includeBoilerplate;
  }

  /** The similarity of two functions, 0..1. `sameShape`: they are equal up to renaming and literals. */
  similarity(a: Int32Array, b: Int32Array, sameShape: boolean): number {
    const { aligner } = this;
    aligner.align(a, b, this.alignment);
    const { left, right } = aligner;
    const isList = !this.includeBoilerplate && (left.isList() || right.isList());
    const outline: Outline = isList ? "list" : sameShape ? "whole" : "partial";
    return this.meter.measure(
      { symbols: a, bodyStart: left.statements.bodyStart },
      { symbols: b, bodyStart: right.statements.bodyStart },
      this.alignment,
      outline,
    );
  }
}
