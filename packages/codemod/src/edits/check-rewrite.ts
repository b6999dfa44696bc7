/*
 * The last look at a rewritten file before it may leave the worker: what an edit touched must parse as well as it
 * did before. Functions are compared one by one by name and order among equals, since whole files rarely parse
 * (house knowledge: two thirds of kernel files hold something that tree-sitter-c does not understand, 0.6% of
 * functions do); the code outside functions is compared as one piece. "As well" means: no more ERROR and MISSING
 * nodes than before, and a function that was clean stays clean.
 */
import { type CParser, type CText, KindredError, listFunctions, type ParsedC, walk } from "@kindred/c-source";
import { blankFunctions } from "../units/code-unit.ts";

/** @throws KindredError E_INTERNAL with the file, the old and the new text when the rewrite does not parse. */
export function checkRewrite(parser: CParser, file: string, before: CText, after: CText): void {
  const [oldSpans, newSpans] = [listFunctions(before), listFunctions(after)];
  const oldTexts = new Map(oldSpans.map((span) => [span.name, before.slice(span.start, span.end)]));
  const unchanged = new Set(oldTexts.values());
  const oldErrors = new Map<string, number>();
  const errorsBefore = (name: string): number => {
    const known = oldErrors.get(name) ?? countErrors(parser.parseFunction(oldTexts.get(name) ?? ""));
    oldErrors.set(name, known);
    return known;
  };
  for (const span of newSpans) {
    const text = after.slice(span.start, span.end);
    if (unchanged.has(text)) continue;
    const errors = countErrors(parser.parseFunction(text));
    if (errors > 0 && errors > errorsBefore(span.name))
      throw rewriteError(file, oldTexts.get(span.name) ?? "", text);
  }
  const oldOutside = blankMacros(blankFunctions(before, oldSpans));
  const newOutside = blankMacros(blankFunctions(after, newSpans));
  if (oldOutside.replace(/\s+/g, " ") === newOutside.replace(/\s+/g, " ")) return;
  const errors = countErrors(parser.parseSource(newOutside));
  if (errors > 0 && errors > countErrors(parser.parseSource(oldOutside)))
    throw rewriteError(file, before, after);
}

/**
 * A macro in capitals that stands alone defines something: `DEFINE_FOO_SHOW(rx)` without a semicolon is an error to a
 * parser that does not expand it, wherever it stands. A comment in a definition ends it for the grammar, and what
 * follows on its line would be an error.
 */
function blankMacros(text: CText): CText {
  return text
    .replace(/^[ \t]*#[ \t]*define\b(?:[^\n\\]|\\\n|\\.)*/gm, (definition) =>
      definition.replace(/\/\*(?:[^*]|\*(?!\/))*\*\//g, ""),
    )
    .replace(/^[A-Z][A-Z0-9_]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[ \t]*$/gm, "");
}

function countErrors(parsed: ParsedC): number {
  let count = 0;
  walk(parsed.root, (node) => {
    if (node.isError || node.isMissing) count++;
    return node.hasError;
  });
  parsed.free();
  return count;
}

function rewriteError(file: string, before: CText, after: CText): KindredError {
  return new KindredError(
    "E_INTERNAL",
    `${file}: the rewritten code does not parse.\n--- before\n${before}\n--- after\n${after}`,
    "The file is left as it is. Report the codemod with this text.",
  );
}
