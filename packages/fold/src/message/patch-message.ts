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
  const spoken = (action: string): string =>
    prefix.endsWith("- ") ? prefix + action[0].toLowerCase() + action.slice(1) : prefix + action;
  const subject = spoken(design.prose.action(helper));
  const paragraphs = [
    ...design.prose.paragraphs(helper, placed.removedFunctions),
    ...(placed.library === undefined
      ? []
      : [
          `The drivers are modules of their own, so the code goes to a module that they select, ${placed.library}.`,
        ]),
    "No functional change intended.",
  ];
  const body = paragraphs.map((paragraph) => wrapWords(paragraph, BODY_WIDTH, "").join("\n")).join("\n\n");
  const isShort = subject.length <= SUBJECT_WIDTH;
  return { subject: isShort ? subject : spoken(design.prose.shortAction), body };
}
