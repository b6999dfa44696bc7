import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileUnit } from "../../../packages/proof/dist/compile/compile-unit.js";
import { createMirror } from "../../../packages/proof/dist/compile/scratch-mirror.js";
import { findNewWarnings } from "../../../packages/proof/dist/gates/new-warnings.js";
import { mapLimited } from "../../../packages/proof/dist/prove/limit-concurrency.js";

/**
 * Compiles `files` in a mirror of the tree with the series applied; the sources that complain also in one without it.
 * @returns what is new, by file: `{ file, kind: "error" | "warning" | "unknown", said }`.
 */
export async function compileSeries(work, { emit, workers, note }) {
  const { tree, repository, touched, commands, files, scratch } = work;
  // Sources count as changed: their folders must be real ones in the mirror, for `../` to lead to what is changed.
  const before = readTexts(files, tree.kernel);
  const sides = {
    before: await showSide(tree, join(scratch, "before"), before),
    after: await showSide(tree, join(scratch, "after"), new Map([...before, ...readTexts(touched, repository)])),
  };
  let jobs = 0;
  const compile = (file, side) =>
    compileUnit({
      ...{ kernel: tree.kernel, build: tree.build, file, command: commands.get(file), ...sides[side] },
      ...{ extra: [], emit, timeLimitSeconds: 300, scratch: join(scratch, `job-${jobs++}`) },
    });
  let compiled = 0;
  const found = await mapLimited(files, workers, async (file) => {
    const finding = await judge(file, before.get(file) === null, compile);
    if (finding !== undefined) note(`${finding.kind}: ${file}: ${finding.said[0]}`);
    if (++compiled % 100 === 0) note(`${compiled} of ${files.length}`);
    return finding;
  });
  return found.filter((finding) => finding !== undefined);
}

/** A mirror that shows one side. All jobs show the same, so that they can share it. */
async function showSide(tree, folder, files) {
  const mirror = createMirror(tree.kernel, folder);
  await mirror.show(files);
  return { mirror, files };
}

async function judge(file, isNew, compile) {
  const after = await compile(file, "after");
  if (after.failure === undefined && !after.stderr.includes("warning:")) return undefined;
  if (after.failure?.kind === "unavailable") return { file, kind: "unknown", said: [after.failure.reason] };
  const before = isNew ? { stderr: "" } : await compile(file, "before");
  if (after.failure !== undefined) {
    return before.failure === undefined ? { file, kind: "error", said: errorsIn(after.stderr) } : undefined;
  }
  const warnings = findNewWarnings(before.stderr, after.stderr);
  return warnings.length > 0 ? { file, kind: "warning", said: warnings } : undefined;
}

function errorsIn(stderr) {
  return stderr.split("\n").filter((line) => /\b(?:fatal )?error:/.test(line)).slice(0, 10);
}

/** The texts of files under a folder; null for one that is not there. */
function readTexts(files, root) {
  return new Map(files.map((file) => [file, existsSync(join(root, file)) ? readFileSync(join(root, file), "latin1") : null]));
}
