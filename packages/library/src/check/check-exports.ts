import type { LibraryExport } from "./find-exports.ts";
import type { LibraryFinding, LibraryRule } from "./library-finding.ts";
import type { Signature } from "./signatures.ts";

/** Each export is for GPL modules, defined where it is exported, declared alike in a header, and documented. */
export function checkExports(
  exports: readonly LibraryExport[],
  declarations: ReadonlyMap<string, Signature>,
): LibraryFinding[] {
  return exports.flatMap((it) => {
    const finding = (rule: LibraryRule, message: string): LibraryFinding => ({
      rule,
      file: it.file,
      line: it.line,
      message,
    });
    if (it.macro !== "EXPORT_SYMBOL_GPL") {
      return [finding("export", `\`${it.name}\` is exported by ${it.macro}. Use EXPORT_SYMBOL_GPL.`)];
    }
    if (!it.definition) return [finding("export", `\`${it.name}\` is not a function of this file.`)];

    const declared = declarations.get(it.name);
    const messages = documentationProblems(it.text, it.definition).map((text) => finding("kernel-doc", text));
    if (!declared) messages.push(finding("export", `No header declares \`${it.name}\`.`));
    else if (declared.text !== it.definition.text) {
      messages.push(
        finding(
          "export",
          `The header declares \`${declared.text}\`, the source defines \`${it.definition.text}\`.`,
        ),
      );
    }
    return messages;
  });
}

/** What the kernel-doc comment above a definition lacks. Format: Documentation/doc-guide/kernel-doc.rst. */
function documentationProblems(text: string, definition: Signature): string[] {
  const comment = commentAbove(text, definition.start);
  const name = definition.name;
  if (!comment?.startsWith("/**\n")) return [`\`${name}\` has no kernel-doc comment above it.`];

  const lines = comment.split("\n");
  const problems: string[] = [];
  const title = /^ \* (\w+)(?:\(\))? - \S/.exec(lines[1] ?? "");
  if (title?.[1] !== name) problems.push(`The kernel-doc of \`${name}\` must begin with \`${name} - …\`.`);

  const documented = lines.flatMap((line) => /^ \* @(\w+|\.\.\.):/.exec(line)?.[1] ?? []);
  for (const parameter of definition.parameters) {
    if (!documented.includes(parameter))
      problems.push(`The kernel-doc of \`${name}\` lacks \`@${parameter}\`.`);
  }
  for (const parameter of documented) {
    if (!definition.parameters.includes(parameter)) {
      problems.push(`The kernel-doc of \`${name}\` describes \`@${parameter}\`, which is not a parameter.`);
    }
  }
  if (!definition.isVoid && !lines.some((line) => /^ \* Returns?:/.test(line))) {
    problems.push(`The kernel-doc of \`${name}\` lacks \`Return:\`.`);
  }
  return problems;
}

function commentAbove(text: string, offset: number): string | undefined {
  const before = text.slice(0, offset).trimEnd();
  if (!before.endsWith("*/")) return undefined;
  return before.slice(before.lastIndexOf("/*"));
}
