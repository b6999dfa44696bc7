import type { FoldProse } from "../place/fold-design.ts";
import type { FunctionDesign } from "../print/function-design.ts";
import { distinct, joinNames, listNames } from "./list-names.ts";

/** The mail of a fold of runs of statements. */
export function fragmentProse({ members, parameters }: FunctionDesign, lines: number): FoldProse {
  const hosts = distinct(members.map(({ member }) => `${member.function}()`));
  const values = joinNames(parameters.map(({ name }) => name));
  const said = parameters.every(({ field }) => field) ? "field" : "value";
  const size = `${lines} ${lines === 1 ? "line" : "lines"}`;
  const alike =
    parameters.length === 0
      ? "the same but for names of locals and layout"
      : `the same but for the ${said}${parameters.length === 1 ? "" : "s"} that ${values} now ${parameters.length === 1 ? "stands" : "stand"} for`;
  const where =
    hosts.length === 1
      ? `${hosts[0]} has ${size} of code ${members.length === 2 ? "twice" : `${members.length} times`}`
      : `${listNames(hosts)} share ${size} of code`;
  return {
    action: (helper) => `Factor out ${helper}()`,
    shortAction: "Factor out common code",
    paragraphs: (helper) => [`${where}, ${alike}.`, `Move them to ${helper}() and call it.`],
  };
}
