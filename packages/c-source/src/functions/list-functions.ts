import { lex } from "../lexer/lex.ts";
import { TokenBuffer } from "../lexer/tokens.ts";
import { type CText, encodeC } from "../text/c-text.ts";
import { createFunctionTable, findFunctions } from "./find-functions.ts";
import type { FunctionSpan } from "./function-span.ts";

/** Texts up to this size share one buffer of tokens; only the few that are larger are worth one of their own. */
const LARGEST_SHARED = 1 << 20;
const shared = new TokenBuffer();

/** The function definitions of a source, in the order of the text. For many files use `lex` and `findFunctions` with reused buffers. */
export function listFunctions(text: CText): FunctionSpan[] {
  const bytes = encodeC(text);
  const tokens = bytes.length <= LARGEST_SHARED ? shared : new TokenBuffer(bytes.length >> 2);
  const table = createFunctionTable();
  lex(bytes, bytes.length, tokens);
  findFunctions(bytes, bytes.length, tokens, table);
  const { start, end, line } = tokens;
  return Array.from({ length: table.count }, (_, i) => ({
    name: text.slice(start[table.nameToken[i]], end[table.nameToken[i]]),
    start: start[table.firstToken[i]],
    nameStart: start[table.nameToken[i]],
    bodyStart: start[table.bodyToken[i]],
    end: end[table.lastToken[i]],
    startLine: line[table.firstToken[i]],
    endLine: line[table.lastToken[i]],
  }));
}
