import type { FileVerdict, PatchVerdict } from "@kindred/proof";
import { CAUSE_WORDS, describeMutants, LEVEL_WORDS, SHAPE_WORDS } from "@kindred/report";
import { wrapParagraph } from "./wrap-paragraph.ts";

/** What a rung says of a file, where that is more than its level says. Both sides are compiled with the helper inlined. */
const RUNG_WORDS: Readonly<Record<string, string>> = {
  "identical by elf-symbols": "the object code is the same, symbol by symbol, once the helper is inlined",
  "identical by preprocessed-text": "the compiler is given the same text",
  "equivalent by elf-symbols": "the object code is the same but for names of the functions that were folded",
  "equivalent by elf-symbols-os": "the object code at -Os is the same, symbol by symbol",
  "equivalent by elf-symbols-o1": "the object code at -O1 is the same, symbol by symbol",
  "equivalent by elf-symbols-plain":
    "the object code is the same, symbol by symbol, when the compiler does not guess which branch is likely",
  "equivalent by llvm-ir-graph": "the optimised LLVM IR of every function is the same graph",
  "equivalent by llvm-ir-graph-o2": "the LLVM IR of every function, optimised twice, is the same graph",
  "equivalent by llvm-ir-graph-inlined":
    "the LLVM IR of every function, optimised with the helper put in place first, is the same graph",
};

const MARK = "Verdict: ";

/**
 * A commit message with its verdict: a paragraph of its own, ahead of the account of lines and the trailers. One that
 * stands there already goes, so that a mail can be annotated again.
 */
export function stateVerdict(body: string, verdict: PatchVerdict): string {
  const paragraphs = body
    .trimEnd()
    .split(/\n{2,}/)
    .filter((paragraph) => !paragraph.startsWith(MARK));
  const at = paragraphs.length - (isClosing(paragraphs.at(-1) ?? "") ? 1 : 0);
  paragraphs.splice(at, 0, wrapParagraph(`${MARK}${describeVerdict(verdict)}`));
  return paragraphs.join("\n\n");
}

/** Whether a paragraph is the account of lines, or trailers: `Signed-off-by: …`. */
function isClosing(paragraph: string): boolean {
  return paragraph.split("\n").every((line) => /^(?:Lines|[A-Z]\w*(?:-\w+)+): \S/.test(line));
}

/** `identical (the object code is the same, …).`, and what its mutants showed of the comparison. */
function describeVerdict(verdict: PatchVerdict): string {
  const { mutants } = verdict;
  return mutants === undefined
    ? describeLevel(verdict)
    : `${describeLevel(verdict)} ${describeMutants(mutants)}`;
}

function describeLevel({ level, files }: PatchVerdict): string {
  const said = new Map<string, FileVerdict[]>();
  for (const file of files) {
    const words = wordsOf(file);
    said.set(words, [...(said.get(words) ?? []), file]);
  }
  if (said.size === 0) return `${level} (${LEVEL_WORDS[level]}).`;
  if (said.size === 1) return `${level} (${[...said.keys()][0]}).`;
  const parts = [...said].map(([words, some]) => `${listFiles(some)}: ${words}`);
  return `${level} (${parts.join("; ")}).`;
}

function wordsOf({ level, rung, cause, advice }: FileVerdict): string {
  const words = RUNG_WORDS[`${level} by ${rung}`] ?? LEVEL_WORDS[level];
  if (cause === undefined) return words;
  const where = cause.function === "" ? "" : ` in ${cause.function}`;
  const [other] = advice ?? [];
  const hint = other === undefined ? "" : `; ${SHAPE_WORDS[other.shape]} may prove`;
  return `${words}. The cause: ${CAUSE_WORDS[cause.kind]}${where}${hint}`;
}

function listFiles(files: readonly FileVerdict[]): string {
  const names = files.map(({ file }) => file.slice(file.lastIndexOf("/") + 1));
  return names.length <= 3
    ? names.join(", ")
    : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
