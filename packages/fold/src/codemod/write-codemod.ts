import type { CText } from "@kindred/c-source";
import type { Member } from "@kindred/clones";
import { CodeBlockWriter } from "ts-morph";
import type { FoldPlan } from "../fold-plan.ts";
import type { FileOperations, FoldOperation } from "../place/fold-operation.ts";

/** What a codemod tells of its fold. */
interface FoldFacts extends Pick<FoldPlan, "family" | "strategy" | "helper"> {
  /** The functions that it folds. */
  readonly members: readonly Member[];
}

/**
 * The codemod of a fold as TypeScript source: run on the untouched tree it makes the same edits. It is written to be
 * read and edited: the helper's name is a constant, every change is one call of the codemod API on a named function,
 * and C stands in template literals as it stands in the file.
 */
export function writeCodemod({
  family,
  strategy,
  helper,
  members,
  operations: files,
}: FoldFacts & { readonly operations: readonly FileOperations[] }): string {
  const writer = new CodeBlockWriter({ indentNumberOfSpaces: 2, newLine: "\n" });
  const names = members.map((member) => member.function);
  writer.writeLine("/*");
  writer.writeLine(` * Folds family ${family.id} into ${helper}() (${strategy}):`);
  for (const member of members) writer.writeLine(` *   ${member.function}() of ${member.file}`);
  writer.writeLine(
    " * Written by `kindred fold`, to be read and edited: another name for the helper is one line below.",
  );
  writer.writeLine(" */");
  writer.writeLine('import { defineCodemod } from "@kindred/codemod";').blankLine();
  writer.writeLine(`const HELPER = ${JSON.stringify(helper)};`).blankLine();
  writer.writeLine("/** True for this file of the tree, whichever folder of it the run began in. */");
  writer
    .writeLine("const isFile = (path: string, name: string): boolean => `/${name}`.endsWith(`/${path}`);")
    .blankLine();
  writer.write("export default defineCodemod(").inlineBlock(() => {
    const words = [...names.map((name) => [name]), ...files.flatMap(wordsOfPlainEdits)];
    const lists = [
      ...new Set(words.map((list) => `[${list.map((word) => JSON.stringify(word)).join(", ")}]`)),
    ];
    writer.writeLine(`prefilter: [${lists.join(", ")}],`);
    writeNewFiles(writer, files, helper);
    const built = files.filter(({ isBuildFile }) => isBuildFile).map(({ file }) => JSON.stringify(file));
    if (built.length > 0) writer.writeLine(`buildFiles: [${built.join(", ")}],`);
    writer.write("transform(file) ").inlineBlock(() => {
      for (const { file, operations } of files) {
        writer.write(`if (isFile(file.path, ${JSON.stringify(file)})) `).block(() => {
          for (const operation of operations) writeOperation(writer, operation, helper);
        });
      }
    });
    writer.write(",");
  });
  writer.write(");").newLine();
  return writer.toString();
}

/** Files that the tree does not have are named with what they hold at first. */
function writeNewFiles(writer: CodeBlockWriter, files: readonly FileOperations[], helper: string): void {
  const made = files.flatMap(({ file, base }) => (base === undefined ? [] : [{ file, base }]));
  if (made.length === 0) return;
  writer.write("creates: ").inlineBlock(() => {
    for (const { file, base } of made)
      writer.writeLine(`${JSON.stringify(file)}: ${template(base, helper)},`);
  });
  writer.write(",").newLine();
}

/**
 * A header gains a prototype, and a library's source a helper, without naming a member: the words of the text that is
 * replaced there, or stands behind it, let it through.
 */
function wordsOfPlainEdits({ isBuildFile, operations }: FileOperations): string[][] {
  if (isBuildFile) return [];
  const [first] = operations.flatMap((operation) => {
    if (operation.kind === "replace-text") return [operation.old];
    return operation.kind === "lines-before" ? [operation.anchor] : [];
  });
  return first === undefined ? [] : [[...new Set(first.match(/[A-Za-z_]\w*/g) ?? [])]];
}

/** `meta.json` of a synthesised codemod. */
export function writeCodemodMeta({ family, strategy, helper, members }: FoldFacts): string {
  const count = `${members.length} ${members.length === 1 ? "function" : "functions"}`;
  const meta = {
    id: `fold-${family.id.toLowerCase()}`,
    summary:
      strategy === "existing-helper" ? `Use ${helper}() for ${count}` : `Fold ${count} into ${helper}()`,
    confidence: "high",
    safety: "review",
    kernelVersions: "the tree it was made from",
    advice: "Made for one tree: it stops with an error where a function is missing or has changed its lines.",
  };
  return `${JSON.stringify(meta, null, 2)}\n`;
}

function writeOperation(writer: CodeBlockWriter, operation: FoldOperation, helper: string): void {
  if (operation.kind === "remove") {
    writer.writeLine(`file.functionNamed(${JSON.stringify(operation.function)}).remove();`);
    return;
  }
  if (operation.kind === "remove-locals") {
    const names = operation.names.map((name) => JSON.stringify(name)).join(", ");
    writer.writeLine(`file.functionNamed(${JSON.stringify(operation.function)}).removeLocals([${names}]);`);
    return;
  }
  if (operation.kind === "include") {
    writer.writeLine(`file.addInclude(${JSON.stringify(operation.name)});`);
    return;
  }
  const text = template(operation.text, helper);
  if (operation.kind === "lines-before" || operation.kind === "line-behind") {
    const method = operation.kind === "lines-before" ? "insertLinesBefore" : "insertLineBehind";
    writer.writeLine(`file.${method}(${template(operation.anchor, "")}, ${text});`);
    return;
  }
  if (operation.kind === "insert-before") {
    writer.write(`file.insertBeforeFunction(${JSON.stringify(operation.function)}, ${text});`);
  } else if (operation.kind === "replace") {
    const options = operation.withComment ? ", { withComment: true }" : "";
    writer.write(`file.functionNamed(${JSON.stringify(operation.function)}).replaceWith(${text}${options});`);
  } else {
    const options = operation.count === 1 ? "" : `, { count: ${operation.count} }`;
    const target =
      operation.kind === "replace-in" ? `file.functionNamed(${JSON.stringify(operation.function)})` : "file";
    writer.write(`${target}.replaceText(${template(operation.old, "")}, ${text}${options});`);
  }
  writer.newLine();
}

/** C text as a template literal; the helper's name becomes `${HELPER}`. Bytes above ASCII are escaped: the file is UTF-8, C text is bytes. */
function template(text: CText, helper: string): string {
  const escaped = text
    .replace(/[\\`]|\$\{/g, (mark) => `\\${mark}`)
    .replace(/\r/g, "\\r")
    .replace(/[^\0-\x7e]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
  const named =
    helper === ""
      ? escaped
      : escaped.replace(/[A-Za-z_]\w*/g, (word) => (word === helper ? "${HELPER}" : word));
  return `\`${named}\``;
}
