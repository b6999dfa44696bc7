import type { FoldDesign } from "../place/fold-design.ts";
import type { PlacedFold } from "../place/place-fold.ts";
import { wrapWords } from "../print/kernel-doc.ts";
import { subjectPrefix } from "./subject-prefix.ts";

const SUBJECT_WIDTH = 75;
const BODY_WIDTH = 72;

export interface PatchMessage {
  readonly subject: string;
  readonly body: string;
}

/** Subject and body of a fold's mail; who signs it off and what was proved is for others to add. */
export function writeMessage(design: FoldDesign, placed: PlacedFold, helper: string): PatchMessage {
  const files = placed.files.map(({ file }) => file);
  const prefix = subjectPrefix(files);
  const action = `${prefix.endsWith("- ") ? "f" : "F"}actor out ${helper}()`;
  const subject = `${prefix}${action}`;
  const paragraphs = [
    describeLikeness(design),
    describeHelper(design, placed, helper),
    "No functional change intended.",
  ];
  const body = paragraphs.map((paragraph) => wrapWords(paragraph, BODY_WIDTH, "").join("\n")).join("\n\n");
  return { subject: subject.length <= SUBJECT_WIDTH ? subject : `${prefix}Factor out common code`, body };
}

function describeLikeness({ members, parameters }: FoldDesign): string {
  const names = listNames(distinct(members.map(({ member }) => `${member.function}()`)));
  const lines = Math.max(...members.map(({ span }) => span.endLine - span.startLine + 1));
  const size = `${lines} lines each`;
  if (!names.includes(" ")) {
    const files = listNames(distinct(members.map(({ member }) => member.file.split("/").at(-1)!)));
    return `${names} stands in ${files}, ${size}, ${parameters.length === 0 ? "the same but for names of locals and layout" : "with other values"}.`;
  }
  if (parameters.length === 0) return `${names} are the same but for names of locals and layout, ${size}.`;
  const values =
    parameters.length === 1 ? "one value" : `${COUNTS[parameters.length] ?? parameters.length} values`;
  return `${names} differ only in ${values}, in ${size}.`;
}

function describeHelper({ members, parameters }: FoldDesign, placed: PlacedFold, helper: string): string {
  const taken = joinNames(parameters.map((parameter) => parameter.name));
  const passing =
    parameters.length === 0
      ? ""
      : `, which takes ${taken} as ${parameters.length === 1 ? "a parameter" : "parameters"}`;
  const gone = placed.removedFunctions.length;
  const callers =
    gone === members.length
      ? "and call it directly"
      : gone === 0
        ? "and make them call it"
        : `and make the callers of ${listNames(distinct(placed.removedFunctions.map((name) => `${name}()`)))} and the other functions call it`;
  return `Move the code to ${helper}()${passing}, ${callers}.`;
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)];
}

const COUNTS = ["no", "one", "two", "three", "four"];

function listNames(names: readonly string[]): string {
  return joinNames(names.length <= 4 ? names : [...names.slice(0, 3), `${names.length - 3} more functions`]);
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
