import type { Place } from "../families/draft-family.ts";
import type { RunGroup } from "./find-runs.ts";

/** The groups worth most first; places that overlap what is taken already are left out, and groups with one place left. */
export function chooseDisjoint(groups: readonly RunGroup[]): RunGroup[] {
  const taken = new Map<number, Place[]>();
  return [...groups].sort(byWorth).flatMap((group) => {
    const places = group.places.filter((place) => isFree(taken.get(place.f), place));
    if (places.length < 2) return [];
    for (const place of places) {
      const list = taken.get(place.f);
      if (list === undefined) taken.set(place.f, [place]);
      else list.push(place);
    }
    return [{ ...group, places }];
  });
}

function isFree(taken: readonly Place[] | undefined, place: Place): boolean {
  return !taken?.some((other) => other.from < place.to && place.from < other.to);
}

/** Places times tokens in common; ties are broken by content, then by the order of the sources. */
function byWorth(a: RunGroup, b: RunGroup): number {
  return (
    b.places.length * b.tokens - a.places.length * a.tokens ||
    b.tokens - a.tokens ||
    a.hash - b.hash ||
    byPlaces(a.places, b.places)
  );
}

/** Of as many places. */
function byPlaces(a: readonly Place[], b: readonly Place[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = a[i].f - b[i].f || a[i].from - b[i].from || a[i].to - b[i].to;
    if (order !== 0) return order;
  }
  return 0;
}
