import { Aligner } from "./aligner.ts";
import { Alignment } from "./alignment.ts";
import { CommonOutlines } from "./common-outlines.ts";
import { LoadedFunction } from "./loaded-function.ts";
import { type Outline, SimilarityMeter } from "./similarity.ts";

/** A pair with a smaller share of outlines in common is not aligned at all: few edits leave most statements as they were. */
const LEAST_COMMON = 0.35;
/** In functions of fewer statements than this one edit weighs more. */
const FEW_STATEMENTS = 12;
const LEAST_COMMON_OF_FEW = 0.25;
/**
 * In functions of fewer than this one edit may change the outline of nearly all there is. They are aligned whatever they
 * have in common, but then names must tell.
 */
const HARDLY_ANY_STATEMENTS = 6;
/** Share of the telling names that must be common where outlines tell too little. */
const HALF_OF_THE_NAMES = 0.5;

/**
 * A near copy keeps the names that tell what the function is about, a look-alike does not. The doubt shrinks with
 * similarity: at 0.7 this share of the telling names must be common, at NO_DOUBT and above none need be.
 */
const TELLING_AT_LOW = 0.42;
const LOW = 0.7;
const NO_DOUBT = 0.85;
/** With hardly a telling name on either side (a list is walked, a flag returned) only this similarity counts. */
const NOTHING_TO_TELL = 0.8;
/** Functions of one shape with so much weight beside a list, some fifty tokens, are told by that. */
const BESIDE_LIST = 110;

/** Compares functions pair by pair; keeps its tables between pairs. */
export class FunctionComparer {
  private readonly aligner = new Aligner();
  private readonly alignment = new Alignment();
  private readonly outlines = new CommonOutlines();
  private readonly meter = new SimilarityMeter();
  private readonly fragments = [new LoadedFunction(), new LoadedFunction()] as const;
  private readonly includeBoilerplate: boolean;

  constructor(includeBoilerplate: boolean) {
    this.includeBoilerplate = includeBoilerplate;
  }

  /** The similarity of two functions, 0..1; 0 as well when it is plainly low. `sameShape`: they are equal up to renaming and literals. */
  similarity(left: LoadedFunction, right: LoadedFunction, sameShape: boolean): number {
    const isUnlike = !sameShape && this.isUnlike(left, right);
    if (isUnlike && Math.min(left.statements.count, right.statements.count) >= HARDLY_ANY_STATEMENTS)
      return 0;
    left.prepare();
    right.prepare();
    if (sameShape) this.aligner.alignShapes(left, right, this.alignment);
    else this.aligner.alignLoaded(left, right, this.alignment);
    const isTold = sameShape && left.statements.weightBesideList() >= BESIDE_LIST;
    const isList = !this.includeBoilerplate && !isTold && (left.isList() || right.isList());
    const similarity = this.judge(left, right, outlineOf(isList, sameShape));
    return !isUnlike || this.includeBoilerplate || this.tellEnough(left, right) ? similarity : 0;
  }

  /** Whether half of the names that tell are common, whatever the similarity. */
  shareTellingNames(left: LoadedFunction, right: LoadedFunction): boolean {
    left.prepare();
    right.prepare();
    this.aligner.alignLoaded(left, right, this.alignment);
    this.meter.measure(left, right, this.alignment, "partial");
    return this.tellEnough(left, right);
  }

  private tellEnough(left: LoadedFunction, right: LoadedFunction): boolean {
    return (this.meter.tellingShare(left, right, this.alignment) ?? 0) >= HALF_OF_THE_NAMES;
  }

  /** The same of two runs of statements. */
  fragmentSimilarity(a: Int32Array, b: Int32Array): number {
    const [left, right] = this.fragments;
    left.loadFragment(a);
    right.loadFragment(b);
    this.aligner.alignLoadedFragments(left, right, this.alignment);
    return this.judge(left, right, "partial");
  }

  private judge(left: LoadedFunction, right: LoadedFunction, outline: Outline): number {
    const similarity = this.meter.measure(left, right, this.alignment, outline);
    if (outline !== "partial" || this.includeBoilerplate || similarity >= NO_DOUBT) return similarity;
    const telling = this.meter.tellingShare(left, right, this.alignment);
    return isBorneOut(similarity, telling) ? similarity : 0;
  }

  /** Whether so few outlines are common that a near copy is ruled out, as far as outlines tell. */
  private isUnlike({ statements: left }: LoadedFunction, { statements: right }: LoadedFunction): boolean {
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
