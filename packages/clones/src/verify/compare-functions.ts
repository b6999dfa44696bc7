import { Aligner } from "./aligner.ts";
import { Alignment } from "./alignment.ts";
import { CommonOutlines } from "./common-outlines.ts";
import { type MeasuredFunction, type Outline, SimilarityMeter } from "./similarity.ts";

/** A pair with a smaller share of outlines in common is not aligned at all: few edits leave most statements as they were. */
const LEAST_COMMON = 0.35;
/** In functions of fewer statements than this one edit weighs more. */
const FEW_STATEMENTS = 12;
const LEAST_COMMON_OF_FEW = 0.25;

/**
 * A near copy keeps the names that tell what the function is about, a look-alike does not. The doubt shrinks with
 * similarity: at 0.7 this share of the telling names must be common, at NO_DOUBT and above none need be.
 */
const TELLING_AT_LOW = 0.42;
const LOW = 0.7;
const NO_DOUBT = 0.85;
/** With hardly a telling name on either side (a list is walked, a flag returned) only this similarity counts. */
const NOTHING_TO_TELL = 0.8;

/** Compares functions pair by pair; keeps its tables between pairs. */
export class FunctionComparer {
  private readonly aligner = new Aligner();
  private readonly alignment = new Alignment();
  private readonly outlines = new CommonOutlines();
  private readonly meter = new SimilarityMeter();
  private readonly includeBoilerplate: boolean;

  constructor(includeBoilerplate: boolean) {
    this.includeBoilerplate = includeBoilerplate;
  }

  /** The similarity of two functions, 0..1; 0 as well when it is plainly low. `sameShape`: they are equal up to renaming and literals. */
  similarity(a: Int32Array, b: Int32Array, sameShape: boolean): number {
    const { left, right } = this.aligner;
    this.aligner.load(a, b);
    if (!sameShape && this.isHopeless()) return 0;
    if (sameShape) this.aligner.alignShapes(this.alignment);
    else this.aligner.alignLoaded(this.alignment);
    const isList = !this.includeBoilerplate && (left.isList() || right.isList());
    const one = { symbols: a, bodyStart: left.statements.bodyStart };
    const other = { symbols: b, bodyStart: right.statements.bodyStart };
    return this.judge(one, other, outlineOf(isList, sameShape));
  }

  /** The same of two runs of statements. */
  fragmentSimilarity(a: Int32Array, b: Int32Array): number {
    this.aligner.alignFragments(a, b, this.alignment);
    return this.judge({ symbols: a, bodyStart: 0 }, { symbols: b, bodyStart: 0 }, "partial");
  }

  private judge(one: MeasuredFunction, other: MeasuredFunction, outline: Outline): number {
    const similarity = this.meter.measure(one, other, this.alignment, outline);
    if (outline !== "partial" || this.includeBoilerplate || similarity >= NO_DOUBT) return similarity;
    const telling = this.meter.tellingShare(one, other, this.alignment);
    return isBorneOut(similarity, telling) ? similarity : 0;
  }

  private isHopeless(): boolean {
    const left = this.aligner.left.statements;
    const right = this.aligner.right.statements;
    const isSmall = Math.min(left.count, right.count) < FEW_STATEMENTS;
    return this.outlines.share(left, right) < (isSmall ? LEAST_COMMON_OF_FEW : LEAST_COMMON);
  }
}

function outlineOf(isList: boolean, sameShape: boolean): Outline {
  if (isList) return sameShape ? "list" : "register-list";
  return sameShape ? "whole" : "partial";
}

/** Whether the names that tell agree as far as this similarity leaves doubt. */
function isBorneOut(similarity: number, telling: number | undefined): boolean {
  if (telling === undefined) return similarity >= NOTHING_TO_TELL;
  const doubt = Math.min(1, (NO_DOUBT - similarity) / (NO_DOUBT - LOW));
  return telling >= doubt * TELLING_AT_LOW;
}
