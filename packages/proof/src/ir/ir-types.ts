/**
 * Types of LLVM IR by structure: two types are the same when memory of them is laid out the same, whatever
 * they are called. What a pointer points to does not count, as in LLVM since version 17, so `%struct.a*`
 * and `i8*` are both `ptr`, and a recursive struct is finite. Sizes and offsets follow the module's data
 * layout, which lets `getelementptr` be written as a number of bytes.
 */
import { createHash } from "node:crypto";
import { KindredError } from "@kindred/c-source";
import { type IrCursor, takeToken, tokenizeIr } from "./ir-tokens.ts";
import type { IrModule } from "./read-ir.ts";

export interface IrType {
  /** Equal texts, equal types. */
  readonly text: string;
  /** Bytes that one takes in an array. */
  readonly size: number;
  readonly align: number;
  /** Of a struct: its fields and where they lie. */
  readonly fields?: readonly { readonly type: IrType; readonly offset: number }[];
  /** Of an array or vector. */
  readonly element?: IrType;
}

export interface TypeReader {
  /** Reads a type at the cursor, or leaves the cursor where it is. */
  read(cursor: IrCursor): IrType | undefined;
}

const UNSIZED = new Set(["void", "label", "metadata", "token", "opaque", "x86_amx"]);
const FLOATS: Readonly<Record<string, number>> = {
  half: 2,
  bfloat: 2,
  float: 4,
  double: 8,
  x86_fp80: 16,
  fp128: 16,
  ppc_fp128: 16,
  x86_mmx: 8,
};
const LONGEST_PLAIN = 80;
const DEEPEST = 200;

/** A reader of types that knows the named types and the data layout of a module. */
export function createTypeReader(module: Pick<IrModule, "types" | "dataLayout">): TypeReader {
  const named = new Map<string, IrType>();
  const widest = alignments(module.dataLayout);
  const open = new Set<string>();
  let depth = 0;
  let unfinished = false;

  const readNamed = (name: string): IrType | undefined => {
    const known = named.get(name);
    if (known !== undefined) return known;
    const body = module.types.get(name);
    if (body === undefined) return undefined;
    if (open.has(name)) {
      unfinished = true; // behind a pointer, where it does not count; but what holds it must not be kept
      return pointerType("");
    }
    const outer = unfinished;
    unfinished = false;
    open.add(name);
    const type = read({ tokens: tokenizeIr(body), at: 0 });
    open.delete(name);
    if (type === undefined) throw new KindredError("E_DATA", `The LLVM type ${name} cannot be read.`);
    if (!unfinished) named.set(name, type);
    unfinished ||= outer;
    return type;
  };

  const readBase = (cursor: IrCursor): IrType | undefined => {
    const token = cursor.tokens[cursor.at]!;
    const bits = /^i(\d+)$/.exec(token)?.[1];
    if (bits !== undefined) return step(cursor, integerType(Number(bits), widest));
    if (token === "ptr") return step(cursor, pointerType(""));
    if (UNSIZED.has(token)) return step(cursor, { text: token, size: 0, align: 1 });
    const width = FLOATS[token];
    if (width !== undefined) return step(cursor, { text: token, size: width, align: width });
    if (token.startsWith("%")) {
      if (cursor.tokens[cursor.at + 1] === "*" && module.types.has(token))
        return step(cursor, pointerType(""));
      const type = readNamed(token);
      return type === undefined ? undefined : step(cursor, type);
    }
    if (token === "[") return readSequence(cursor, "]");
    if (token === "{") return readStruct(cursor, false);
    if (token !== "<") return undefined;
    return cursor.tokens[cursor.at + 1] === "{" ? readStruct(cursor, true) : readSequence(cursor, ">");
  };

  const readSequence = (cursor: IrCursor, close: string): IrType | undefined => {
    cursor.at++;
    const scalable = takeToken(cursor, "vscale") && takeToken(cursor, "x") ? "vscale x " : "";
    const count = cursor.tokens[cursor.at]!;
    if (!/^\d+$/.test(count) || cursor.tokens[cursor.at + 1] !== "x") return undefined;
    cursor.at += 2;
    const element = read(cursor);
    if (element === undefined || !takeToken(cursor, close)) return undefined;
    const size = close === "]" ? element.size * Number(count) : vectorSize(element, Number(count));
    const text = shorten(`${close === "]" ? "[" : "<"}${scalable}${count} x ${element.text}${close}`);
    return { text, size, align: close === "]" ? element.align : Math.max(1, size), element };
  };

  const readStruct = (cursor: IrCursor, packed: boolean): IrType | undefined => {
    cursor.at += packed ? 2 : 1;
    const members: IrType[] = [];
    while (!takeToken(cursor, "}")) {
      if (members.length > 0 && !takeToken(cursor, ",")) return undefined;
      const member = cursor.at < cursor.tokens.length ? read(cursor) : undefined;
      if (member === undefined) return undefined;
      members.push(member);
    }
    if (packed && !takeToken(cursor, ">")) return undefined;
    return structType(members, packed);
  };

  const read = (cursor: IrCursor): IrType | undefined => {
    const start = cursor.at;
    if (start >= cursor.tokens.length) return undefined;
    if (++depth > DEEPEST) throw new KindredError("E_DATA", "LLVM types are nested too deeply.");
    const outer = unfinished;
    let type = readBase(cursor);
    depth--;
    for (let space: string | undefined; type !== undefined; ) {
      space = takePointer(cursor, read);
      if (space === undefined) break;
      type = pointerType(space);
      unfinished = outer;
    }
    if (type === undefined) cursor.at = start;
    return type;
  };
  return { read };
}

function step(cursor: IrCursor, type: IrType): IrType {
  cursor.at++;
  return type;
}

/**
 * After a type: `*`, `addrspace(1)*`, or a parameter list that makes it a function, which only pointers are made to.
 * Gives the number of the address space, which is empty for the plain one: the kernel keeps what belongs to a
 * processor in a space of its own.
 */
function takePointer(cursor: IrCursor, read: TypeReader["read"]): string | undefined {
  const start = cursor.at;
  if (takeToken(cursor, "addrspace")) {
    const space = cursor.tokens[cursor.at + 1] ?? "";
    cursor.at += 3;
    takeToken(cursor, "*");
    return space;
  }
  if (takeToken(cursor, "*")) return "";
  if (takeToken(cursor, "(")) {
    while (cursor.tokens[cursor.at] === "..." || read(cursor) !== undefined) {
      takeToken(cursor, "...");
      if (!takeToken(cursor, ",")) break;
    }
    if (takeToken(cursor, ")")) return "";
  }
  cursor.at = start;
  return undefined;
}

function pointerType(space: string): IrType {
  return { text: space === "" ? "ptr" : `ptr addrspace(${space})`, size: 8, align: 8 };
}

/** Whether a type is a pointer, into whatever address space. */
export function isPointer(type: IrType | undefined): boolean {
  return /^ptr(?: |$)/.test(type?.text ?? "");
}

/** Elements of a vector lie bit by bit, and the whole is filled up to a power of two. */
function vectorSize(element: IrType, count: number): number {
  const bits = /^i(\d+)$/.exec(element.text)?.[1];
  const bytes = Math.ceil((count * (bits === undefined ? element.size * 8 : Number(bits))) / 8);
  return 2 ** Math.ceil(Math.log2(Math.max(1, bytes)));
}

function integerType(bits: number, widest: ReadonlyMap<number, number>): IrType {
  const bytes = 2 ** Math.ceil(Math.log2(Math.max(1, Math.ceil(bits / 8))));
  const align = widest.get(bytes * 8) ?? Math.min(bytes, 8);
  const size = Math.ceil(Math.ceil(bits / 8) / align) * align;
  return { text: `i${bits}`, size, align };
}

function structType(members: readonly IrType[], packed: boolean): IrType {
  let offset = 0;
  let align = 1;
  const fields = members.map((type) => {
    if (!packed) {
      align = Math.max(align, type.align);
      offset = Math.ceil(offset / type.align) * type.align;
    }
    const field = { type, offset };
    offset += type.size;
    return field;
  });
  const body = members.map((member) => member.text).join(", ");
  const text = shorten(packed ? `<{ ${body} }>` : `{ ${body} }`);
  return { text, size: Math.ceil(offset / align) * align, align, fields };
}

/** Long texts become their hash: a kernel struct written out fills pages. */
function shorten(text: string): string {
  if (text.length <= LONGEST_PLAIN) return text;
  return `T${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
}

/** `i64:64-i128:128` of a data layout: the alignment in bytes of integers by their bits. */
function alignments(layout: string): Map<number, number> {
  if (/(?:^|-)p:(?!64)/.test(layout)) throw new KindredError("E_DATA", "Only 64-bit pointers are supported.");
  const found = new Map<number, number>();
  for (const [, bits, abi] of layout.matchAll(/(?:^|-)i(\d+):(\d+)/g))
    found.set(Number(bits), Number(abi) / 8);
  return found;
}
