/** Where each token of a member stands, and its partner in the reference: enough to pair lines. */
export interface LinePairing {
  readonly lineCount: number;
  /** Line of each token. */
  readonly tokenLines: ArrayLike<number>;
  /** Reference line of each token's partner, or -1. */
  readonly referenceLines: ArrayLike<number>;
}

/**
 * Rows of a side-by-side view: for each row the line of every member, -1 where a member has none. The reference's lines
 * are the frame; a line whose first paired token belongs to a reference line stands beside it, lines between two such
 * pairs are paired in order, what is left over gets rows of its own. Lines keep their order in every member.
 */
export function alignRows(referenceLineCount: number, pairings: readonly LinePairing[]): number[][] {
  const placed = pairings.map((pairing) => placeLines(referenceLineCount, pairing));
  const rows: number[][] = [];
  for (let line = -1; line < referenceLineCount; line++) {
    if (line >= 0) rows.push([line, ...placed.map(({ beside }) => beside[line]!)]);
    const extra = placed.map(({ after }) => after.get(line) ?? []);
    const most = extra.reduce((longest, lines) => Math.max(longest, lines.length), 0);
    for (let i = 0; i < most; i++) rows.push([-1, ...extra.map((lines) => lines[i] ?? -1)]);
  }
  return rows;
}

interface Placement {
  /** Member line beside each reference line, or -1. */
  readonly beside: Int32Array;
  /** Member lines without a reference line, by the reference line they follow. */
  readonly after: Map<number, number[]>;
}

function placeLines(referenceLineCount: number, pairing: LinePairing): Placement {
  const placement: Placement = {
    beside: new Int32Array(referenceLineCount).fill(-1),
    after: new Map(),
  };
  let reference = -1;
  let own = -1;
  for (const [nextReference, nextOwn] of [
    ...anchors(pairing),
    [referenceLineCount, pairing.lineCount] as const,
  ]) {
    placeGap(placement, reference, nextReference, own, nextOwn);
    if (nextReference < referenceLineCount) placement.beside[nextReference] = nextOwn;
    reference = nextReference;
    own = nextOwn;
  }
  return placement;
}

/** Pairs of (reference line, own line), both strictly rising. */
function anchors({ tokenLines, referenceLines }: LinePairing): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let lastReference = -1;
  let lastOwn = -1;
  for (let i = 0; i < tokenLines.length; i++) {
    const reference = referenceLines[i]!;
    const own = tokenLines[i]!;
    if (reference <= lastReference || own <= lastOwn) continue;
    pairs.push([reference, own]);
    lastReference = reference;
    lastOwn = own;
  }
  return pairs;
}

function placeGap(
  placement: Placement,
  reference: number,
  nextReference: number,
  own: number,
  nextOwn: number,
) {
  let line = own + 1;
  for (let frame = reference + 1; frame < nextReference && line < nextOwn; frame++) {
    placement.beside[frame] = line;
    line += 1;
  }
  if (line >= nextOwn) return;
  const after = nextReference - 1;
  const rest = placement.after.get(after) ?? [];
  for (; line < nextOwn; line++) rest.push(line);
  placement.after.set(after, rest);
}
