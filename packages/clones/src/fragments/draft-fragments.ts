import type { Content, DraftFamily, GatherOptions, Place } from "../families/draft-family.ts";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { HashPair } from "../scan/hash-pair.ts";
import { NameNumbering } from "../scan/name-numbering.ts";
import { isRenamable, Role, roleOf } from "../scan/token-roles.ts";
import { Alignment } from "../verify/alignment.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import { MeasuredSymbols } from "../verify/measured-symbols.ts";
import { SimilarityMeter } from "../verify/similarity.ts";
import type { RunGroup } from "./find-runs.ts";
import { haveCommonValues, isUnrolled } from "./fragment-idioms.ts";

/** From here on even an unrolled run is a copy, whatever its values. */
const NEARLY_EQUAL = 0.98;

const meter = new SimilarityMeter();
const alignment = new Alignment();
const left = new MeasuredSymbols();
const right = new MeasuredSymbols();
const numbering = new NameNumbering();

/** Families of the runs that hold up: names renamed consistently, edits small. */
export function draftFragments(
  corpus: Corpus,
  groups: readonly RunGroup[],
  options: GatherOptions,
): DraftFamily[] {
  const comparer = new FunctionComparer(options.includeBoilerplate);
  return groups.flatMap(({ places, isEdited }) => {
    const fragments = places.map((place) => describePlace(corpus, place));
    const centre = chooseCentre(fragments);
    const measured = fragments.map((fragment) => ({
      fragment,
      similarity: isEdited
        ? comparer.fragmentSimilarity(centre.symbols, fragment.symbols)
        : similarity(centre, fragment),
    }));
    const isStrict = !options.includeBoilerplate && isUnrolled(centre.symbols);
    const members = measured.filter(
      ({ similarity, fragment }) =>
        similarity >= options.similarity &&
        (!isStrict || similarity >= NEARLY_EQUAL || haveCommonValues(centre.symbols, fragment.symbols)),
    );
    if (members.length < 2) return [];
    return [
      {
        grain: "fragment",
        type: typeOf(
          centre,
          members.map((member) => member.fragment),
        ),
        centre: centre.place,
        members: members.map((member) => member.fragment.place),
        similarity: Math.min(...members.map((member) => member.similarity)),
        content: centre.content,
      } satisfies DraftFamily,
    ];
  });
}

interface Fragment {
  readonly place: Place;
  readonly symbols: Int32Array;
  readonly content: Content;
}

function describePlace(corpus: Corpus, place: Place): Fragment {
  const symbols = symbolsOf(corpus, place.f).subarray(place.from, place.to);
  const exact = new HashPair();
  const shape = new HashPair();
  exact.reset();
  shape.reset();
  numbering.reset(symbols.length);
  for (const symbol of symbols) {
    const role = roleOf(symbol);
    exact.add(symbol);
    if (isRenamable(role)) shape.add(0x40000000 | numbering.numberOf(symbol));
    else shape.add(role === Role.Number || role === Role.String ? role : symbol);
  }
  const content = { exactLow: exact.low, exactHigh: exact.high, shapeLow: shape.low, shapeHigh: shape.high };
  return { place, symbols, content };
}

/** The text that occurs most often, then the one with the smallest hash. */
function chooseCentre(fragments: readonly Fragment[]): Fragment {
  const copies = (one: Fragment) => fragments.filter((other) => isExact(one, other)).length;
  return fragments.reduce((best, next) => {
    const more = copies(next) - copies(best);
    const smaller =
      best.content.exactHigh - next.content.exactHigh || best.content.exactLow - next.content.exactLow;
    return more > 0 || (more === 0 && smaller > 0) ? next : best;
  });
}

/** Two runs of one key sequence differ in variables, types and literals only, token by token. */
function similarity(a: Fragment, b: Fragment): number {
  alignment.reset(a.symbols.length);
  for (let i = 0; i < a.symbols.length; i++) alignment.push(i, i);
  left.measure(a.symbols, 0);
  right.measure(b.symbols, 0);
  return meter.measure(left, right, alignment, "partial");
}

function typeOf(centre: Fragment, members: readonly Fragment[]): DraftFamily["type"] {
  if (members.every((member) => isExact(centre, member))) return "type-1";
  return members.every((member) => isShape(centre, member)) ? "type-2" : "type-3";
}

function isExact({ content: a }: Fragment, { content: b }: Fragment): boolean {
  return a.exactLow === b.exactLow && a.exactHigh === b.exactHigh;
}

function isShape({ content: a }: Fragment, { content: b }: Fragment): boolean {
  return a.shapeLow === b.shapeLow && a.shapeHigh === b.shapeHigh;
}
