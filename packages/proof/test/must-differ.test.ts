import { KindredError } from "@kindred/c-source";
import { beforeAll, describe, expect, it } from "vitest";
import type { Rung, RungAnswer } from "../src/prove/rung.ts";
import { type CompiledTexts, compileTexts, hasClang, RUNGS } from "./pairs/compile-pair.ts";
import { MUST_DIFFER, type Pair } from "./pairs/must-differ.ts";
import { ACCESSES_DIFFER } from "./pairs/must-differ-accesses.ts";
import { DEFINITIONS_DIFFER } from "./pairs/must-differ-definitions.ts";
import { LOCALS_DIFFER } from "./pairs/must-differ-locals.ts";
import { type EqualPair, MUST_EQUAL } from "./pairs/must-equal.ts";

const ALL_DIFFER = [...MUST_DIFFER, ...DEFINITIONS_DIFFER, ...ACCESSES_DIFFER, ...LOCALS_DIFFER];
let compiled: CompiledTexts;
const withLinesAbove = (text: string): string =>
  `\n\nstatic int above(void) { return __COUNTER__; }\n${text}`;

beforeAll(async () => {
  const pairs = [...ALL_DIFFER, ...MUST_EQUAL].flatMap((pair) => [pair.before, pair.after]);
  compiled = await compileTexts([...pairs, ...MUST_EQUAL.map((pair) => withLinesAbove(pair.before))]);
}, 600_000);

/** What a rung says of two texts: as they are, then with names masked and equal tables merged. As in a proof, what cannot be compared is not equal. */
async function compare(rung: Rung, pair: Pair): Promise<RungAnswer> {
  const folded = new Set(pair.folded ?? []);
  const names = { folded, callSites: new Set(["f", "g", ...folded]) };
  try {
    return await rung.compare(compiled(rung.name, pair.before), compiled(rung.name, pair.after), names);
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    return { equal: false, masked: false, difference: error.message };
  }
}

describe.concurrent.each(RUNGS)("$name", (rung) => {
  it.each(ALL_DIFFER)("tells apart: $name", async (pair) => {
    expect(await compare(rung, pair)).toMatchObject({ equal: false, difference: expect.any(String) });
  });

  it.each(MUST_EQUAL.filter((pair) => isReached(pair, rung)))("calls equal: $name", async (pair) => {
    const isIr = rung.name.startsWith("llvm");
    const masked = pair.masked === true && !(isIr && pair.sameIr === true);
    expect(await compare(rung, pair)).toMatchObject({ equal: true, masked });
  });

  it.each(MUST_EQUAL)("calls equal with lines added above: $name", async ({ name, before }) => {
    const same = { name, before, after: withLinesAbove(before) };
    expect(await compare(rung, same)).toMatchObject({ equal: true, masked: false });
  });
});

/** Pairs that show why a rung is there: a rung ahead of it does not see that they are equal. */
it.skipIf(!hasClang).each(MUST_EQUAL.filter(({ past }) => past !== undefined))(
  "$past does not see yet: $name",
  async (pair) => {
    const rung = RUNGS.find(({ name }) => name === pair.past)!;
    expect(await compare(rung, pair)).toMatchObject({ equal: false });
  },
);

function isReached({ rungs }: EqualPair, { name }: Rung): boolean {
  return rungs === "all" || rungs.some((start) => name.startsWith(start));
}
