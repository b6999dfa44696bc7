import type { ConstantScope } from "../holes/constant-type.ts";
import type { SourceFile } from "../members/source-file.ts";
import { type CToken, cTokens } from "../syntax/c-tokens.ts";

/** The definition of a structure or union as it is written. */
export interface RecordText {
  readonly file: SourceFile;
  /** From its keyword to the `;` behind it. */
  readonly text: string;
  readonly tokens: readonly CToken[];
}

/** A longer definition is not read. */
const LONGEST = 100_000;

const known = new WeakMap<SourceFile, Map<string, readonly RecordText[]>>();

/** The definitions of `struct foo` that a driver's files hold, or else those of the nearest header of the kernel. */
export function findRecord(record: string, { macros, headers }: ConstantScope): readonly RecordText[] {
  const own = macros.files.flatMap((file) => recordsIn(file, record));
  if (own.length > 0) return own;
  let found: readonly RecordText[] = [];
  headers.some((header) => (found = recordsIn(header, record)).length > 0);
  return found;
}

function recordsIn(file: SourceFile, record: string): readonly RecordText[] {
  const byName = known.get(file) ?? new Map<string, readonly RecordText[]>();
  known.set(file, byName);
  const before = byName.get(record);
  if (before) return before;
  const found = file.text.includes(record) ? readRecords(file, record) : [];
  byName.set(record, found);
  return found;
}

function readRecords(file: SourceFile, record: string): RecordText[] {
  const opening = new RegExp(`\\b${record}\\s*(?:__\\w+(?:\\([^()]*\\))?\\s*)*\\{`, "g");
  return [...file.text.matchAll(opening)].flatMap(({ index }) => {
    const tokens = cTokens(file.text.slice(index, index + LONGEST));
    const last = endOf(tokens);
    if (last === undefined) return [];
    return [
      { file, text: file.text.slice(index, index + tokens[last].end), tokens: tokens.slice(0, last + 1) },
    ];
  });
}

/** Index of the `;` behind the definition that the tokens begin with. */
function endOf(tokens: readonly CToken[]): number | undefined {
  let depth = 0;
  for (const [i, { text }] of tokens.entries()) {
    if (text === "{") depth++;
    else if (text === "}") depth--;
    else if (text === ";" && depth === 0) return i;
    if (depth < 0) return undefined;
  }
  return undefined;
}
