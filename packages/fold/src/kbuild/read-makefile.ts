import type { TreeReader } from "@kindred/c-source";
import { bothConditions, expandWords, type MakeVariables, type MakeWord } from "./expand-words.ts";
import { normalPath } from "./normal-path.ts";

/** More Makefiles than one includes anywhere: the largest driver has a hundred. */
const MOST_FILES = 400;
/** Words that all values together may have, so that variables which double themselves end. */
const MOST_WORDS = 500_000;

interface Reading {
  readonly tree: TreeReader;
  readonly variables: Map<string, readonly MakeWord[]>;
  /** Conditions open at this point. */
  readonly blocks: string[];
  files: number;
  words: number;
}

/**
 * The variables of a folder's Makefile (or Kbuild) and of those that it includes, expanded in the order of the text;
 * all branches of conditions are taken, their words told apart by the condition. Undefined when the folder has none.
 */
export function readMakefile(folder: string, tree: TreeReader): MakeVariables | undefined {
  const text = tree.readText(`${folder}/Kbuild`) ?? tree.readText(`${folder}/Makefile`);
  if (text === undefined) return undefined;
  const place = [{ text: folder, condition: "" }];
  const variables = new Map<string, readonly MakeWord[]>([
    ["src", place],
    ["obj", place],
    ["srctree", []],
    ["objtree", []],
  ]);
  readText(text, { tree, variables, blocks: [], files: 0, words: 0 });
  return variables;
}

const ASSIGNMENT = /^((?:[\w./%-]|\$\([^()]*\))+)\s*([:+?]?)=\s*(.*)$/;

function readText(text: string, reading: Reading): void {
  for (const raw of text.replace(/\\\r?\n/g, " ").split("\n")) {
    if (raw.startsWith("\t")) continue;
    const line = raw.replace(/#.*/, "").trim();
    const { blocks } = reading;
    if (/^(?:ifeq|ifneq|ifdef|ifndef)\b/.test(line)) blocks.push(line);
    else if (/^else\b/.test(line)) blocks.push(`!(${blocks.pop() ?? ""})`);
    else if (line === "endif") blocks.pop();
    else if (/^-?include\s/.test(line)) includeFiles(line.replace(/^-?include\s+/, ""), reading);
    else assign(ASSIGNMENT.exec(line), reading);
  }
}

function includeFiles(names: string, reading: Reading): void {
  for (const { text, condition } of expandWords(names, reading.variables)) {
    const path = normalPath(text);
    const included =
      path === undefined || reading.files >= MOST_FILES ? undefined : reading.tree.readText(path);
    if (included === undefined) continue;
    reading.files++;
    if (condition !== "") reading.blocks.push(condition);
    readText(included, reading);
    if (condition !== "") reading.blocks.pop();
  }
}

function assign(match: RegExpExecArray | null, reading: Reading): void {
  if (!match || reading.words > MOST_WORDS) return;
  const { variables, blocks } = reading;
  const name = nameOf(match[1], variables);
  const around = blocks.join(" ");
  const words = expandWords(match[3], variables).map(({ text, condition }) => ({
    text,
    condition: bothConditions(around, condition),
  }));
  reading.words += words.length;
  const isAdded = match[2] === "+" || blocks.length > 0;
  variables.set(name, isAdded ? [...(variables.get(name) ?? []), ...words] : words);
}

/** `CFLAGS_$(AMDDALPATH)/dc/x.o`: a variable in a name is expanded. */
function nameOf(name: string, variables: MakeVariables): string {
  if (!name.includes("$(")) return name;
  const words = expandWords(name, variables);
  return words.length === 1 ? words[0].text : name;
}
