/**
 * The ladder: rungs are tried strongest first, and the first that holds gives the level. A rung that cannot
 * be tried (the source does not compile that way, the objects cannot be read) says nothing.
 */

import { findMaskedNames, type MaskedNames } from "../compare/masked-names.ts";
import { showCommand } from "../compile/compile-unit.ts";
import { AS_BUILT, type Compile, compileSides } from "./compile-sides.ts";
import { findUnseen } from "./find-unseen.ts";
import type { Rung, RungAnswer, Sides } from "./rung.ts";
import { preprocessing, seesSameText } from "./same-text.ts";
import type { Unit, UnitResult } from "./unit.ts";

type Reached = Pick<UnitResult, "level" | "rung" | "command" | "difference" | "isPassing">;

/** The highest rung that holds for a unit that compiles; `builds` when none does. */
export async function climbLadder(unit: Unit, rungs: readonly Rung[], compile: Compile): Promise<Reached> {
  const folded = new Set([...unit.namesBefore, ...unit.namesAfter]);
  const names = findMaskedNames(folded, unit.before, unit.after);
  const blindSpot = await findUnseen(unit, compile);
  if (blindSpot !== undefined) return { ...builds(unit), difference: blindSpot.why };
  const [first] = rungs;
  if (first === undefined || !(await seesSameText(unit, first.job.extra, compile)))
    return tryRungs(unit, rungs, names, compile);
  const command = showCommand({ command: unit.command, ...preprocessing(first.job.extra) });
  return { level: "identical", rung: "preprocessed-text", command, difference: null };
}

function builds(unit: Unit): Pick<Reached, "level" | "rung" | "command"> {
  return { level: "builds", rung: "compile", command: showCommand({ command: unit.command, ...AS_BUILT }) };
}

/** The same whatever of it a comparison holds constant. */
export async function tryRungs(
  unit: Unit,
  rungs: readonly Rung[],
  names: MaskedNames,
  compile: Compile,
): Promise<Reached> {
  const compiled = new Map<string, Sides>();
  const differences: string[] = [];
  let isPassing = false;
  for (const rung of rungs.filter((one, at) => serves(one, at, unit))) {
    const key = JSON.stringify([rung.job.compiler, rung.job.extra, rung.job.emit]);
    const sides = compiled.get(key) ?? (await compileSides(unit, rung, compile));
    compiled.set(key, sides);
    const answer = await tryRung(rung, sides, names);
    if (answer.equal) {
      const level = answer.masked ? "equivalent" : rung.level;
      const command = showCommand({ command: unit.command, ...rung.job });
      return { level, rung: rung.name, command, difference: answer.difference, isPassing };
    }
    isPassing ||= answer.isPassing === true;
    differences.push(`${rung.name}: ${answer.difference}`);
  }
  return { ...builds(unit), difference: differences.join("\n"), isPassing };
}

/**
 * Whether a rung can show anything of a unit. Where a helper is defined in another source, only a rung that links can;
 * but the first is tried all the same: the source may have the call on both sides.
 */
function serves(rung: Rung, at: number, { homes }: Unit): boolean {
  return homes.length === 0 ? rung.link === undefined : rung.link !== undefined || at === 0;
}

async function tryRung(
  rung: Rung,
  sides: Sides,
  names: MaskedNames,
): Promise<RungAnswer & Pick<UnitResult, "isPassing">> {
  const failure = sides.before.failure ?? sides.after.failure;
  if (failure !== undefined) {
    return {
      equal: false,
      masked: false,
      difference: `It does not compile for this rung: ${failure.reason}`,
      isPassing: failure.kind === "unavailable",
    };
  }
  try {
    return await rung.compare(sides.before.output!, sides.after.output!, names);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The optimiser may have been killed: not to be kept.
    return {
      equal: false,
      masked: false,
      difference: `It could not be compared: ${reason}`,
      isPassing: true,
    };
  }
}
