import type { HoleParameter } from "../holes/hole-parameters.ts";
import type { FoldProse } from "../place/fold-design.ts";
import type { FunctionDesign } from "../print/function-design.ts";
import { distinct, joinNames, listNames } from "./list-names.ts";

/** The mail of a fold into a function. */
export function functionProse(design: FunctionDesign): FoldProse {
  return {
    action: (helper) => `Factor out ${helper}()`,
    shortAction: "Factor out common code",
    paragraphs: (helper, removed) => [describeLikeness(design), describeHelper(design, helper, removed)],
  };
}

/** The mail of a fold into a function that finds its values in constant data. */
export function tableProse(design: FunctionDesign): FoldProse {
  return {
    action: (helper) => `Factor out ${helper}()`,
    shortAction: "Factor out common code",
    paragraphs: (helper) => [
      describeLikeness(design),
      `Put the values into constant data, one entry for each function, and move the code to ${helper}(), which is given the entry.`,
    ],
  };
}

function describeLikeness({ members, parameters }: FunctionDesign): string {
  const names = listNames(distinct(members.map(({ member }) => `${member.function}()`)));
  const lines = Math.max(...members.map(({ span }) => span.endLine - span.startLine + 1));
  const size = `${lines} lines each`;
  if (!names.includes(" ")) {
    const files = listNames(distinct(members.map(({ member }) => member.file.split("/").at(-1)!)));
    return `${names} stands in ${files}, ${size}, ${parameters.length === 0 ? "the same but for names of locals and layout" : "with other values"}.`;
  }
  if (parameters.length === 0) return `${names} are the same but for names of locals and layout, ${size}.`;
  return `${names} differ only in ${describeDifferences(parameters)}, in ${size}.`;
}

function describeDifferences(parameters: readonly HoleParameter[]): string {
  const holes = parameters.filter(({ hole }) => hole !== undefined).length;
  const fields = parameters.filter(({ field }) => field).length;
  return joinNames([
    ...(fields === 0 ? [] : ["the fields that they use"]),
    ...(holes === 0 ? [] : [holes === 1 ? "one value" : `${COUNTS[holes] ?? holes} values`]),
    ...(holes + fields === parameters.length ? [] : ["a few statements"]),
  ]);
}

function describeHelper(
  { members, parameters }: FunctionDesign,
  helper: string,
  removed: readonly string[],
): string {
  const taken = joinNames(parameters.map((parameter) => parameter.name));
  const passing =
    parameters.length === 0
      ? ""
      : `, which takes ${taken} as ${parameters.length === 1 ? "a parameter" : "parameters"}`;
  const gone = removed.length;
  const callers =
    gone === members.length
      ? "and call it directly"
      : gone === 0
        ? "and make them call it"
        : `and make the callers of ${listNames(distinct(removed.map((name) => `${name}()`)))} and the other functions call it`;
  return `Move the code to ${helper}()${passing}, ${callers}.`;
}

const COUNTS = ["no", "one", "two", "three", "four"];
