/**
 * A reader for the text form of LLVM IR as `clang -S -emit-llvm` and `opt -S` write it (LLVM 13 and later,
 * typed or opaque pointers): one definition a line, functions from `define` to a lone `}`. It keeps the
 * text of what it does not interpret, and fails on what it does not know rather than leave it out.
 */
import { KindredError } from "@kindred/c-source";

export interface IrFunction {
  readonly name: string;
  readonly head: string;
  readonly blocks: readonly IrBlock[];
}

export interface IrBlock {
  readonly label: string;
  /** One instruction each, continuation lines joined. */
  readonly instructions: readonly string[];
}

export interface IrModule {
  /** `%struct.x` to its body. */
  readonly types: ReadonlyMap<string, string>;
  /** `@x` to what follows `=`. */
  readonly globals: ReadonlyMap<string, string>;
  readonly functions: readonly IrFunction[];
  /** Functions that are only declared, and may be missing when the program is linked. */
  readonly weakFunctions: ReadonlySet<string>;
  /** `#0` to the group's content. */
  readonly attributes: ReadonlyMap<string, string>;
  /** `!0` to the node's content. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly moduleAsm: readonly string[];
  readonly dataLayout: string;
}

const LARGEST_IR = 256 << 20;

/**
 * Reads a module.
 * @throws KindredError E_DATA for text that is not a whole module.
 */
export function readIr(text: string): IrModule {
  if (text.length > LARGEST_IR) throw damaged("it is too large");
  const types = new Map<string, string>();
  const globals = new Map<string, string>();
  const attributes = new Map<string, string>();
  const metadata = new Map<string, string>();
  const functions: IrFunction[] = [];
  const weakFunctions = new Set<string>();
  const moduleAsm: string[] = [];
  let dataLayout = "";
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.startsWith("declare extern_weak ")) weakFunctions.add(nameOf(line));
    if (line === "" || line.startsWith(";") || line.startsWith("declare ") || line.startsWith("$")) continue;
    if (line.startsWith("define ")) {
      const end = lines.indexOf("}", at);
      if (end < 0) throw damaged("a function has no end");
      functions.push(readFunction(line, lines.slice(at + 1, end)));
      at = end;
    } else if (line.startsWith("module asm ")) moduleAsm.push(line);
    else if (line.startsWith("target datalayout")) dataLayout = /"(.*)"/.exec(line)?.[1] ?? "";
    else if (/^(?:target |source_filename)/.test(line) || /^!\w*[A-Za-z.]/.test(line)) continue;
    else readDefinition(line, { types, globals, attributes, metadata });
  }
  if (dataLayout === "") throw damaged("it is no LLVM module");
  return { types, globals, functions, weakFunctions, attributes, metadata, moduleAsm, dataLayout };
}

function damaged(what: string): KindredError {
  return new KindredError("E_DATA", `The LLVM IR cannot be read: ${what}.`);
}

type Tables = Record<"types" | "globals" | "attributes" | "metadata", Map<string, string>>;

function readDefinition(line: string, tables: Tables): void {
  const found = /^(?:attributes )?([%@#!](?:"[^"]*"|[-\w.$]+)) = (.*)$/.exec(line);
  if (found === null) throw damaged(`\`${line.slice(0, 60)}\` is not known`);
  const [, name, body] = found as unknown as [string, string, string];
  if (name.startsWith("%")) tables.types.set(name, body.replace(/^type /, ""));
  else if (name.startsWith("@")) tables.globals.set(name, body);
  else if (name.startsWith("#")) tables.attributes.set(name, body);
  else tables.metadata.set(name, body);
}

function nameOf(head: string): string {
  const name = /@(?:"[^"]*"|[-\w.$]+)/.exec(head)?.[0];
  if (name === undefined) throw damaged("a function has no name");
  return name;
}

function readFunction(head: string, lines: readonly string[]): IrFunction {
  const name = nameOf(head);
  const blocks: { label: string; instructions: string[] }[] = [];
  let open = "";
  for (const line of lines) {
    const label = /^(?:"([^"]+)"|([-\w.$]+)):/.exec(line);
    if (label !== null) blocks.push({ label: `%${label[1] ?? label[2]}`, instructions: [] });
    else if (line.trim() !== "") {
      if (blocks.length === 0) blocks.push({ label: "", instructions: [] });
      const text = open === "" ? line.trim() : `${open} ${line.trim()}`;
      open = isOpen(text) ? text : "";
      if (open === "") blocks.at(-1)!.instructions.push(text);
    }
  }
  if (open !== "" || blocks.length === 0) throw damaged(`${name} ends inside an instruction`);
  return { name, head, blocks };
}

/** `switch`, `callbr`, `indirectbr` and long `landingpad`s go on in the next lines. */
function isOpen(text: string): boolean {
  if (/^switch /.test(text)) return !text.includes("]");
  if (/(?:^|= )callbr /.test(text)) return !/ to label %\S+ \[.*\]/.test(text);
  if (/(?:^|= )invoke /.test(text)) return !/ unwind label /.test(text);
  return false;
}
