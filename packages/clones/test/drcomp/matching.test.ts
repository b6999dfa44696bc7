import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterSignatures } from "../../src/drcomp/cluster-signatures.ts";
import { compareNeighbours } from "../../src/drcomp/compare-neighbours.ts";
import { orderSignatures } from "../../src/drcomp/order-signatures.ts";
import { signatureDistance } from "../../src/drcomp/signature-distance.ts";
import { groupSignatures } from "../../src/drcomp/signatures.ts";
import { depthOf, lineOf, packPoint, weightOf } from "../../src/drcomp/weights.ts";

const WEIGHTS = [2, 6, 12, 17, 40, 45, 50, 60, 70, 80, 100];
const anyPoints = fc
  .array(fc.tuple(fc.nat(40), fc.constantFrom(...WEIGHTS)), { minLength: 1, maxLength: 30 })
  .map((pairs) => Int32Array.from(pairs, ([line, weight]) => packPoint(line, weight)).sort());
const all = (points: Int32Array) => ({ points, from: 0, to: points.length });
const distance = (a: Int32Array, b: Int32Array, most = Number.POSITIVE_INFINITY) =>
  signatureDistance(all(a), all(b), most);

/** As the essay says it, without any shortcut. */
function plainDistance(a: Int32Array, b: Int32Array): number {
  const vector = (point: number) => [lineOf(point), weightOf(point), depthOf(weightOf(point))];
  const nearest = (point: number, others: Int32Array) =>
    Math.min(
      ...Array.from(others, (other) => Math.hypot(...vector(point).map((x, i) => x - vector(other)[i]))),
    );
  const sum = (from: Int32Array, to: Int32Array) =>
    Array.from(from, (point) => nearest(point, to)).reduce((total, each) => total + each, 0);
  return (sum(a, b) + sum(b, a)) / (a.length + b.length);
}

describe("the distance of two signatures", () => {
  it("is the mean distance to the nearest point of the other", () => {
    const a = Int32Array.of(packPoint(0, 2), packPoint(1, 12));
    const b = Int32Array.of(packPoint(0, 2), packPoint(4, 12));
    expect(distance(a, b)).toBe((0 + 3 + 0 + 3) / 4);
    fc.assert(
      fc.property(anyPoints, anyPoints, (x, y) => Math.abs(distance(x, y) - plainDistance(x, y)) < 1e-9),
    );
  });

  it("is symmetric, 0 for equal ones, and Infinity above what is asked for", () => {
    fc.assert(
      fc.property(anyPoints, anyPoints, fc.double({ min: 0, max: 20, noNaN: true }), (a, b, most) => {
        const exact = distance(a, b);
        expect(Math.abs(distance(b, a) - exact)).toBeLessThan(1e-9);
        expect(distance(a, a)).toBe(0);
        if (Math.abs(exact - most) > 1e-9) expect(Number.isFinite(distance(a, b, most))).toBe(exact < most);
      }),
    );
  });
});

describe("orders and neighbours", () => {
  it("hold every signature once, and bring near ones together", () => {
    const base = Array.from({ length: 60 }, (_, s) =>
      Int32Array.from({ length: 12 + s }, (_, i) =>
        packPoint(i, WEIGHTS[(i * (s + 3)) % WEIGHTS.length]),
      ).sort(),
    );
    // The twin of each has one call more, at the end.
    const twins = base.map((points) => Int32Array.of(...points, packPoint(points.length, 12)).sort());
    const lists = [...base, ...twins];
    const signatures = groupSignatures(lists.length, (f) => lists[f]);
    expect(signatures.members).toHaveLength(lists.length);
    const orders = orderSignatures(signatures);
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...lists.keys()]);
    const found = new Set<string>();
    for (const order of orders) {
      const { left, right } = compareNeighbours({
        ...signatures,
        order,
        from: 0,
        to: order.length,
        window: 4,
        most: 2,
      });
      left.forEach((a, i) => {
        found.add(`${a} ${right[i]}`);
      });
    }
    for (let s = 0; s < base.length; s++) expect(found).toContain(`${s} ${s + base.length}`);
  });

  it("gather functions of one signature without comparing them, and leave out what has none", () => {
    const points = [Int32Array.of(1, 2), undefined, Int32Array.of(1, 2), Int32Array.of(3)];
    const { members, start, points: kept } = groupSignatures(4, (f) => points[f]);
    expect(members).toEqual([[0, 2], [3]]);
    expect([...start]).toEqual([0, 2, 3]);
    expect([...kept]).toEqual([1, 2, 3]);
  });
});

describe("clusters", () => {
  const pairs = (...list: [number, number, number][]) => [
    {
      left: Int32Array.from(list, ([a]) => a),
      right: Int32Array.from(list, ([, b]) => b),
      distance: Float64Array.from(list, ([, , d]) => d),
    },
  ];

  it("stand around a centre and do not chain", () => {
    const chain = pairs([0, 1, 0.5], [1, 2, 0.7], [2, 3, 0.5], [3, 4, 0.5]);
    expect(clusterSignatures([1, 1, 1, 1, 1], chain)).toEqual([
      { signatures: [1, 0, 2], farthest: 0.7 },
      { signatures: [3, 4], farthest: 0.5 },
    ]);
  });

  it("are made of copies alone where nothing else is left", () => {
    expect(clusterSignatures([3, 1, 2], pairs([0, 1, 0.25], [0, 1, 0.25]))).toEqual([
      { signatures: [0, 1], farthest: 0.25 },
      { signatures: [2], farthest: 0 },
    ]);
  });
});
