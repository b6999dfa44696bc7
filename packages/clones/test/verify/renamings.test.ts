import fc from "fast-check";
import { expect, test } from "vitest";
import { packName, Role } from "../../src/scan/token-roles.ts";
import { Alignment } from "../../src/verify/alignment.ts";
import { MeasuredSymbols } from "../../src/verify/measured-symbols.ts";
import { Renamings } from "../../src/verify/renamings.ts";

const renamings = new Renamings();
const names = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), {
  maxLength: 40,
});

function measured(list: readonly number[]): MeasuredSymbols {
  const result = new MeasuredSymbols();
  result.measure(
    Int32Array.from(list, (name) => packName(Role.Name, name, 0)),
    0,
  );
  return result;
}

test("a renaming holds at its places when it is in the majority on both sides", () => {
  fc.assert(
    fc.property(names, (places) => {
      const a = measured(places.map(([x]) => x));
      const b = measured(places.map(([, y]) => y));
      const alignment = new Alignment();
      alignment.reset(places.length);
      places.forEach((_, i) => {
        alignment.push(i, i);
      });
      renamings.count(a, b, alignment);
      places.forEach(([x, y], i) => {
        const together = places.filter((place) => place[0] === x && place[1] === y).length;
        const holds =
          together * 2 > places.filter((place) => place[0] === x).length &&
          together * 2 > places.filter((place) => place[1] === y).length;
        expect(renamings.placesOf(a.names[i], b.names[i])).toBe(holds ? together : 0);
      });
    }),
  );
});
