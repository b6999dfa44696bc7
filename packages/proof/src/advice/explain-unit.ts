/**
 * Why a source that builds is not proved. The experiments, in this order: is everything equal when the places that it
 * prints are held constant; then both sides as LLVM IR, where the functions that differ are run (`explain-ir.ts`).
 */
import { listFunctions } from "@kindred/c-source";
import { findMaskedNames } from "../compare/masked-names.ts";
import { findClang } from "../compile/clang-options.ts";
import { tryRungs } from "../prove/climb-ladder.ts";
import { type Compile, compileSides } from "../prove/compile-sides.ts";
import { findUnseen } from "../prove/find-unseen.ts";
import type { Rung } from "../prove/rung.ts";
import type { Unit } from "../prove/unit.ts";
import type { DifferenceCause } from "../verdicts.ts";
import { explainIr, type SideIr } from "./explain-ir.ts";
import { optimiseSide } from "./optimise-side.ts";

/** Bumped when a change of Kindred can change an explanation that is in the cache. */
export const EXPLANATION_VERSION = 4;

export interface ExplainEnvironment {
  readonly rungs: readonly Rung[];
  readonly timeLimitSeconds: number;
}

/** A cause; `isPassing` when another run may find another one, since a tool could not do its work. */
export type Explained = DifferenceCause & { readonly isPassing?: boolean };

/** The cause of a difference that no rung could get over. */
export async function explainUnit(
  unit: Unit,
  environment: ExplainEnvironment,
  compile: Compile,
): Promise<Explained> {
  const nothing = { function: "", before: [], after: [] };
  if (unit.before.get(unit.file) === null)
    return { ...nothing, kind: "new-file", shown: "There is nothing to compare it with." };
  const folded = new Set([...unit.namesBefore, ...unit.namesAfter]);
  const names = findMaskedNames(folded, unit.before, unit.after);
  const blindSpot = await findUnseen(unit, compile);
  if (blindSpot !== undefined && blindSpot.kind !== "line-numbers")
    return { ...nothing, kind: "unknown", function: blindSpot.functions[0] ?? "", shown: blindSpot.why };
  const [user] = blindSpot?.functions ?? [];
  if (user !== undefined) {
    const { level, rung } = await tryRungs(unit, environment.rungs, names, compile);
    const shown = `With __LINE__ and __FILE__ held constant it is ${level} (${rung}).`;
    if (level !== "builds") return { ...nothing, kind: "line-numbers", function: user, shown };
  }
  try {
    const sides = await compileIr(unit, environment, compile);
    if (typeof sides === "string") return { ...nothing, kind: "unknown", shown: sides };
    const found = explainIr(sides.before, sides.after, names, definedElsewhere(unit));
    if (found !== undefined) return found;
    return { ...nothing, kind: "unknown", shown: "Nothing differs in the LLVM IR that was compared." };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...nothing, kind: "unknown", shown: `No experiment was possible: ${reason}`, isPassing: true };
  }
}

/** Functions of the sources that define helpers of the unit: one side may have them linked in. */
function definedElsewhere({ homes, before, after }: Unit): ReadonlySet<string> {
  const texts = homes.flatMap(({ file }) => [before.get(file) ?? "", after.get(file) ?? ""]);
  return new Set(texts.flatMap((text) => listFunctions(text).map(({ name }) => name)));
}

/** Both sides as an explanation looks at them; a sentence when they cannot be had. */
async function compileIr(
  unit: Unit,
  { rungs, timeLimitSeconds }: ExplainEnvironment,
  compile: Compile,
): Promise<{ before: SideIr; after: SideIr } | string> {
  const wanted = unit.homes.length === 0 ? "llvm-ir-graph-inlined" : "llvm-ir-graph-linked";
  const rung = rungs.find(({ name }) => name === wanted);
  const opt = (await findClang())?.opt;
  if (rung === undefined || opt === undefined) return "No experiment was possible without clang and opt.";
  const { before, after } = await compileSides(unit, rung, compile);
  const failure = before.failure ?? after.failure;
  if (failure !== undefined) return `No experiment was possible: ${failure.reason}`;
  return {
    before: await optimiseSide(opt, before.output!, timeLimitSeconds),
    after: await optimiseSide(opt, after.output!, timeLimitSeconds),
  };
}
