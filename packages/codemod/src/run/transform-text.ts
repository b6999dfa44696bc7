import { applyEdits, type CParser, type CText, type Edit, KindredError } from "@kindred/c-source";
import { CFile } from "../api/c-file.ts";
import type { CodemodApi } from "../api/codemod-api.ts";
import type { CodemodDefinition } from "../define-codemod.ts";
import { checkRewrite } from "../edits/check-rewrite.ts";
import { explainLine } from "../why/explain-line.ts";
import { isBuildFile } from "../worker/messages.ts";

export interface TransformInput {
  readonly name: string;
  readonly text: CText;
  /** Explain this 1-based line. */
  readonly whyLine?: number;
}

export interface TransformOutput {
  readonly edits: readonly Edit[];
  /** Why the file is left alone although the codemod ran on it. */
  readonly failure?: { readonly reason: string; readonly detail: string };
  /** Functions that a pattern might match in, but that do not parse. */
  readonly unparsed: readonly string[];
  readonly why?: string;
}

const ASYNC = "The codemod's `transform` is async: edits made after an `await` would be lost.";

/** Runs a codemod over one text and checks what came out. Never throws for what the codemod or the text does. */
export function transformText(
  parser: CParser,
  definition: CodemodDefinition,
  api: CodemodApi,
  input: TransformInput,
): TransformOutput {
  const file = new CFile(parser, input.name, input.text, { explains: input.whyLine !== undefined });
  let edits: readonly Edit[] = [];
  let failure: TransformOutput["failure"];
  try {
    // Typed as void, but a codemod may be JavaScript at heart.
    const result: unknown = definition.transform(file, api);
    if (result instanceof Promise)
      throw new KindredError("E_CODEMOD", ASYNC, "Make `transform` a plain function.");
    edits = file.finish();
    if (edits.length > 0 && !isBuildFile(input.name))
      checkRewrite(parser, input.name, input.text, applyEdits(input.text, edits));
  } catch (error) {
    edits = [];
    failure = describeFailure(error);
  }
  const why = input.whyLine === undefined ? undefined : explainLine(file, input.whyLine, edits, failure);
  const unparsed = [...file.unparsed];
  file.free();
  return { edits, unparsed, ...(failure && { failure }), ...(why !== undefined && { why }) };
}

function describeFailure(error: unknown): NonNullable<TransformOutput["failure"]> {
  if (error instanceof KindredError && error.code === "E_INTERNAL") {
    return { reason: "rewrite-does-not-parse", detail: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof KindredError && error.hint ? ` ${error.hint}` : "";
  return { reason: "codemod-throws", detail: `${message}${hint}${stackLine(error)}` };
}

/** Where in the codemod's own files the error came up: they are TypeScript, and not the engine's. */
function stackLine(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const own = stack.split("\n").find((line) => /\.ts:\d+/.test(line) && !line.includes("/codemod/src/"));
  const place = own && /([^/\\(]+\.ts:\d+)/.exec(own);
  return place ? ` (${place[1]})` : "";
}
