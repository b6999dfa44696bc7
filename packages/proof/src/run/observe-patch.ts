/**
 * "Seen running": a patch's drivers before and after it, each on an emulated device. What it can say of a source:
 *
 * - `equal`: both sides did all that was asked, with equal register traces, and each changed place ran. A source
 *   that the ladder left at `builds` becomes `observed`; a stronger level stays, since a trace is no proof.
 * - `unseen`: equal, but some changed code never ran. `differs`: both worked, the traces are not equal. Both change no level.
 * - `broken`: worked before and does not after: `fails`.
 * - `none`: nothing to compare, with the reason: no emulator, no working driver before, no two runs alike.
 */
import type { FileVerdict, Observation } from "../verdicts.ts";
import type { ChangedPlace } from "./changed-places.ts";
import { describeTraceDifference } from "./compare-traces.ts";
import type { DriverRun, EmulatedDriver, NoRun, PreparedEmulator } from "./emulator.ts";
import { judgeCoverage } from "./judge-coverage.ts";
import { isWorking, type ObservedSide } from "./observe-side.ts";

export interface DriverSides {
  readonly emulator: Pick<PreparedEmulator, "title">;
  readonly driver: EmulatedDriver;
  readonly before: ObservedSide | NoRun;
  readonly after: ObservedSide | NoRun;
}

/** What the runs of a driver show of a source; `places` are the changed ones of it and of the patch's headers. */
export function judgeSource(sides: DriverSides, places: readonly ChangedPlace[]): Observation {
  const { emulator, driver, before, after } = sides;
  const base = {
    emulator: emulator.title,
    driver: driver.name,
    device: driver.device,
    exercised: [],
    accesses: 0,
    changedLines: 0,
    ranLines: 0,
  };
  const nothing = whyNothing(before);
  if (nothing !== null || before.kind === "none") return { ...base, outcome: "none", difference: nothing };
  const exercised = before.run.steps.map(({ name }) => name);
  const seen = { ...base, exercised, accesses: before.run.accesses.length };
  if (after.kind === "none") {
    const outcome = after.cause === "unbuilt" ? "broken" : "none";
    return { ...seen, outcome, difference: after.reason };
  }
  const coverage = judgeCoverage(places, before.run, after.run);
  return {
    ...seen,
    changedLines: coverage.lines,
    ranLines: coverage.ran,
    ...judgeRuns(before.run, after, coverage.gap),
  };
}

/** The verdict with what was observed: lifted from `builds`, or `fails`, or as it was. */
export function addObservation(verdict: FileVerdict, observation: Observation): FileVerdict {
  const { outcome, difference } = observation;
  if (outcome === "broken") return { ...verdict, level: "fails", rung: "run", difference, observation };
  if (outcome !== "equal" || verdict.level !== "builds") return { ...verdict, observation };
  return { ...verdict, level: "observed", rung: "register-trace", observation };
}

function whyNothing(before: ObservedSide | NoRun): string | null {
  if (before.kind === "none") return before.reason;
  if (!isWorking(before.run)) return `It does not work before the patch: ${describeTrouble(before.run)}`;
  return before.instability === null
    ? null
    : `Two runs before the patch are not alike: ${before.instability}`;
}

function judgeRuns(
  before: DriverRun,
  { run: after, instability }: ObservedSide,
  gap: string | null,
): Pick<Observation, "outcome" | "difference"> {
  if (!isWorking(after)) return { outcome: "broken", difference: describeTrouble(after) };
  if (instability !== null)
    return { outcome: "none", difference: `Two runs after the patch are not alike: ${instability}` };
  const difference = describeTraceDifference(before.accesses, after.accesses);
  if (difference !== null) return { outcome: "differs", difference };
  return gap === null ? { outcome: "equal", difference: null } : { outcome: "unseen", difference: gap };
}

function describeTrouble({ steps, complaints }: DriverRun): string {
  if (complaints.length > 0) return `The kernel says: ${complaints[0]}`;
  const step = steps.find(({ ok }) => !ok)?.name;
  return step === undefined ? "The guest did not come up." : `\`${step}\` does not work.`;
}
