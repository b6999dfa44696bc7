/**
 * Canonical text of IR tokens: types by structure, names through a scope, constant addresses as a base and
 * a number of bytes, and without the words that only help an optimiser (`noundef`, `inbounds`, `align 8`,
 * `tail`, metadata attachments). Those words promise the absence of undefined behaviour; what is equal
 * without them is equal for every run that has none.
 */
import { createHash } from "node:crypto";
import { KindredError } from "@kindred/c-source";
import { findClosing, type IrCursor, takeToken } from "./ir-tokens.ts";
import { type IrType, isPointer, type TypeReader } from "./ir-types.ts";

export interface IrScope {
  readonly types: TypeReader;
  /** Canonical text of a local value. */
  local(token: string): string;
  /** A local that is an address, split into base and distance, when its definition is known. */
  address(token: string): IrAddress | undefined;
  global(token: string): string;
  block(token: string): string;
  blockAddress(owner: string, token: string): string;
  attributes(token: string): string;
  metadata(token: string): string;
}

/** `base + offset + Σ index * scale`; bytes. */
export interface IrAddress {
  readonly base: string;
  readonly offset: bigint;
  readonly terms: readonly string[];
}

const HINTS = new Set([
  ...[
    "noundef",
    "nocapture",
    "nonnull",
    "readonly",
    "readnone",
    "writeonly",
    "returned",
    "noalias",
    "nofree",
  ],
  ...["nuw", "nsw", "exact", "inbounds", "inrange", "tail", "notail", "dso_local", "local_unnamed_addr"],
  ...["unnamed_addr", "nneg", "disjoint", "immarg"],
]);
const LONGEST_PLAIN = 160;
const HINTS_WITH_NUMBER = new Set(["align", "dereferenceable", "dereferenceable_or_null"]);

/** Canonical text of `tokens`, from the cursor to its end. */
export function renderIr(cursor: IrCursor, scope: IrScope): string {
  const words: string[] = [];
  while (cursor.at < cursor.tokens.length) {
    const word = renderNext(cursor, scope);
    if (word !== "") words.push(word);
  }
  return words.join(" ");
}

/** Canonical text of the one value at the cursor (its type has been read). */
export function renderValue(cursor: IrCursor, scope: IrScope): string {
  if (cursor.at >= cursor.tokens.length)
    throw new KindredError("E_DATA", "An LLVM instruction ends too early.");
  const bracket = findBracket(cursor);
  if (bracket === undefined) return renderNext(cursor, scope);
  const end = findClosing(cursor.tokens, bracket) + 1;
  const part = { tokens: cursor.tokens.slice(cursor.at, end), at: 0 };
  cursor.at = end;
  return renderIr(part, scope);
}

/** Reads `TYPE VALUE` and gives the address that the value is, when the type is a pointer. */
export function readAddress(cursor: IrCursor, scope: IrScope): IrAddress {
  const type = scope.types.read(cursor);
  if (!isPointer(type)) throw new KindredError("E_DATA", "An LLVM address has another type than a pointer.");
  skipHints(cursor);
  const token = cursor.tokens[cursor.at] ?? "";
  const known = token.startsWith("%") ? scope.address(token) : undefined;
  if (known !== undefined) {
    cursor.at++;
    return known;
  }
  if (token === "getelementptr") return readElementAddress(cursor, scope);
  const cast = readPointerCast(cursor, scope);
  return cast ?? { base: renderValue(cursor, scope), offset: 0n, terms: [] };
}

/** `getelementptr` as instruction or as constant, with the cursor on that word. */
export function readElementAddress(cursor: IrCursor, scope: IrScope): IrAddress {
  cursor.at++;
  skipHints(cursor);
  const isConstant = takeToken(cursor, "(");
  let type = scope.types.read(cursor);
  if (type === undefined || !takeToken(cursor, ","))
    throw new KindredError("E_DATA", "A getelementptr has no type.");
  const base = readAddress(cursor, scope);
  let { offset } = base;
  const terms = [...base.terms];
  for (let first = true; takeToken(cursor, ","); first = false) {
    skipHints(cursor);
    const indexType = scope.types.read(cursor);
    const index = renderValue(cursor, scope);
    const step: IndexStep = first ? { type, offset: 0 } : stepInto(type!, index);
    const isNumber = /^-?\d+$/.test(index);
    if (step.fixed !== true && isNumber) offset += BigInt(index) * BigInt(step.type.size);
    else if (step.fixed !== true) terms.push(`${indexType?.text} ${index} * ${step.type.size}`);
    offset += BigInt(step.offset);
    type = step.type;
  }
  if (isConstant) takeToken(cursor, ")");
  return { base: base.base, offset, terms: terms.sort() };
}

/** ` align N` of a definition: of an access it is a hint, of a variable, function or stack slot a property. */
export function alignmentOf(tokens: readonly string[]): string {
  const at = tokens.lastIndexOf("align");
  return at < 0 ? "" : ` align ${tokens[at + 1]}`;
}

/** An address as text. */
export function renderAddress({ base, offset, terms }: IrAddress): string {
  if (offset === 0n && terms.length === 0) return base;
  return shortenText(`(${[base, `${offset}`, ...terms].join(" + ")})`);
}

/** A long text as its hash; a negation stays visible. */
export function shortenText(text: string): string {
  if (text.startsWith("not ")) return `not ${shortenText(text.slice(4))}`;
  if (text.length <= LONGEST_PLAIN) return text;
  return `v${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
}

/** A word, value or type at the cursor, as it counts; empty when it does not. */
function renderNext(cursor: IrCursor, scope: IrScope): string {
  const { tokens } = cursor;
  const token = tokens[cursor.at]!;
  if (skipHints(cursor) || skipAttachment(cursor)) return "";
  if (token === "label") return renderLabel(cursor, scope);
  if (token === "blockaddress") return renderBlockAddress(cursor, scope);
  if (token === "getelementptr") return renderAddress(readElementAddress(cursor, scope));
  const type = scope.types.read(cursor);
  if (type !== undefined) return type.text;
  const cast = readPointerCast(cursor, scope);
  if (cast !== undefined) return renderAddress(cast);
  cursor.at++;
  if (token.startsWith("%")) return scope.local(token);
  if (token.startsWith("@")) return scope.global(token);
  if (token.startsWith("#")) return scope.attributes(token);
  if (/^!\d+$/.test(token)) return scope.metadata(token);
  return token;
}

interface IndexStep {
  readonly type: IrType;
  readonly offset: number;
  /** The index chose a field: it is in `offset` already. */
  readonly fixed?: boolean;
}

function stepInto(type: IrType, index: string): IndexStep {
  if (type.fields !== undefined) {
    const field = type.fields[Number(index)];
    if (field === undefined)
      throw new KindredError("E_DATA", "A getelementptr names a field that is not there.");
    return { type: field.type, offset: field.offset, fixed: true };
  }
  if (type.element === undefined) throw new KindredError("E_DATA", "A getelementptr steps into a scalar.");
  return { type: type.element, offset: 0 };
}

/** `bitcast (T* x to U*)`, a constant that changes nothing. */
function readPointerCast(cursor: IrCursor, scope: IrScope): IrAddress | undefined {
  if (cursor.tokens[cursor.at] !== "bitcast" || cursor.tokens[cursor.at + 1] !== "(") return undefined;
  const start = cursor.at;
  cursor.at += 2;
  if (isPointer(scope.types.read(cursor))) {
    cursor.at = start + 2;
    const address = readAddress(cursor, scope);
    if (takeToken(cursor, "to") && isPointer(scope.types.read(cursor)) && takeToken(cursor, ")"))
      return address;
  }
  cursor.at = start;
  return undefined;
}

/** Where the bracket opens of a constant in brackets, or of an expression `op (…)`. */
function findBracket({ tokens, at }: IrCursor): number | undefined {
  if (/^[[{<]$/.test(tokens[at]!)) return at;
  if (!/^[a-z]\w+$/.test(tokens[at]!)) return undefined;
  const open = HINTS.has(tokens[at + 1] ?? "") ? at + 2 : at + 1;
  return tokens[open] === "(" ? open : undefined;
}

function skipHints(cursor: IrCursor): boolean {
  const { tokens } = cursor;
  const start = cursor.at;
  for (;;) {
    const token = tokens[cursor.at] ?? "";
    if (HINTS.has(token)) cursor.at++;
    else if (HINTS_WITH_NUMBER.has(token)) {
      const close = tokens[cursor.at + 1] === "(" ? 4 : 2;
      cursor.at += close;
    } else if (token === "," && tokens[cursor.at + 1] === "align") cursor.at++;
    else return cursor.at > start;
  }
}

/** `, !srcloc !7`: may be dropped, says LLVM of every attachment. */
function skipAttachment(cursor: IrCursor): boolean {
  const { tokens, at } = cursor;
  if (tokens[at] !== "," || !/^![A-Za-z]/.test(tokens[at + 1] ?? "") || !/^!\d+$/.test(tokens[at + 2] ?? ""))
    return false;
  cursor.at += 3;
  return true;
}

function renderLabel(cursor: IrCursor, scope: IrScope): string {
  cursor.at += 2;
  return `label ${scope.block(cursor.tokens[cursor.at - 1] ?? "")}`;
}

/** `blockaddress(@f, %block)` */
function renderBlockAddress(cursor: IrCursor, scope: IrScope): string {
  const owner = cursor.tokens[cursor.at + 2] ?? "";
  const block = cursor.tokens[cursor.at + 4] ?? "";
  cursor.at += 6;
  return `blockaddress ${scope.blockAddress(owner, block)}`;
}
