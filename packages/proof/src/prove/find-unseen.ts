import { applyEdits, type Edit } from "@kindred/c-source";
import { type BlindSpot, findBlindSpot } from "../compare/blind-spots.ts";
import { type Branch, findChangedBranches } from "../compare/conditional-branches.ts";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { AS_BUILT, type Compile } from "./compile-sides.ts";
import type { Unit } from "./unit.ts";

const MARK = "#pragma kindred_branch";
/** What marks that a file was read at all. */
const READ = "read";

/**
 * What of a change no rung could see: what the text tells (`../compare/blind-spots.ts`), and branches of `#if` that
 * this configuration does not compile. The preprocessor says which it takes: every changed branch gets a mark.
 */
export async function findUnseen(unit: Unit, compile: Compile): Promise<BlindSpot | undefined> {
  const folded = new Set([...unit.namesBefore, ...unit.namesAfter]);
  const spot = findBlindSpot(folded, unit.before, unit.after);
  if (spot !== undefined) return spot;
  const files = [...unit.after.keys()].filter((file) => file === unit.file || file.endsWith(".h"));
  const { before, after, conditions } = findChangedBranches(files, unit.before, unit.after, folded);
  const [condition] = conditions;
  if (condition !== undefined) return describeBranch(condition, "comes, goes or moves");
  const left = await findDropped(unit.before, before, compile);
  const [dropped] = left.length > 0 ? left : await findDropped(unit.after, after, compile);
  return dropped && describeBranch(dropped, "changes, and this configuration does not compile it");
}

function describeBranch({ file, owner, path }: Branch, why: string): BlindSpot {
  const where = owner === "" || owner === "*" ? file : `\`${owner}\` in ${file}`;
  const functions = owner === "" ? [] : [owner];
  return { kind: "unseen-branch", functions, why: `The branch \`${path}\` of ${where} ${why}.` };
}

/** Branches that the preprocessor leaves out of files that it reads. */
async function findDropped(
  files: ChangedFiles,
  branches: readonly Branch[],
  compile: Compile,
): Promise<readonly Branch[]> {
  if (branches.length === 0) return [];
  const marked = new Map(files);
  for (const file of new Set(branches.map((branch) => branch.file))) {
    const edits: Edit[] = branches.flatMap((branch, at) =>
      branch.file === file ? [{ start: branch.start, end: branch.start, text: `\n${MARK} ${at}` }] : [],
    );
    marked.set(file, `${MARK} ${READ} ${file}\n${applyEdits(files.get(file) ?? "", edits)}`);
  }
  const { output } = await compile(marked, { ...AS_BUILT, emit: ["-E"] });
  if (output === undefined) return branches;
  const seen = new Set(
    output
      .toString("latin1")
      .split("\n")
      .filter((line) => line.startsWith(MARK)),
  );
  return branches.filter(({ file }, at) => seen.has(`${MARK} ${READ} ${file}`) && !seen.has(`${MARK} ${at}`));
}
