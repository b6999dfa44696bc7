import type { Observation } from "@kindred/proof";
import { countOf, formatCount } from "../format/format-number.ts";

/** What was seen of a driver that ran, in a sentence. */
export function describeObservation(observation: Observation): string {
  const { driver, device, emulator, outcome, difference } = observation;
  const where = `${driver} on ${device} under ${emulator}`;
  if (outcome === "none") return `not seen running (${where}): ${difference}`;
  if (outcome === "broken") return `worked before and does not now (${where}): ${difference}`;
  return `seen running (${where}): ${describeTraces(observation)}`;
}

function describeTraces({ outcome, accesses, changedLines, ranLines, difference }: Observation): string {
  if (outcome === "differs") return `${difference}`;
  const lines = `${formatCount(ranLines)} of ${countOf(changedLines, "changed line")} with code ran`;
  const equal = `${countOf(accesses, "register access", "register accesses")}, the same before and after; ${lines}`;
  return difference === null ? equal : `${equal}. ${difference}`;
}
