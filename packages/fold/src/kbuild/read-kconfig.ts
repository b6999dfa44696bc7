/** A symbol's entry in a Kconfig file. */
export interface KconfigEntry {
  readonly symbol: string;
  readonly type: "bool" | "tristate" | "other";
  /** Every `depends on`, and the `if`s and menus around the entry: all of these hold when the symbol is on. */
  readonly depends: readonly string[];
  /** Those of the `if`s and menus around it alone. */
  readonly around: readonly string[];
  /** Symbols that it selects whatever the configuration. */
  readonly selects: readonly string[];
  /** Offsets of the entry: from its `config` line to the line behind its last attribute, its help text left out. */
  readonly start: number;
  readonly end: number;
}

/** What one Kconfig file says. */
export interface KconfigFile {
  readonly entries: readonly KconfigEntry[];
  /** Files that it includes, with the conditions around them. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Without its comment; continued lines are one. */
  readonly text: string;
  readonly indent: number;
}

interface OpenEntry {
  symbol: string;
  type: KconfigEntry["type"];
  depends: string[];
  selects: string[];
  start: number;
  end: number;
}

/**
 * Reads the entries of a Kconfig file, line by line as the language is made; linear. A choice counts as a condition
 * that nobody can tell, so that what stands in one is never taken for surely on.
 */
export function readKconfig(text: string): KconfigFile {
  const blocks: string[][] = [];
  const entries: KconfigEntry[] = [];
  const sources = new Map<string, readonly string[]>();
  let open: OpenEntry | undefined;
  let inMenuHead = false;
  for (const { start, end, text: line } of linesOf(text)) {
    const [, word, rest] = /^(\S+)\s*(.*)$/.exec(line)!;
    const attribute = open && addAttribute(open, word, rest);
    if (attribute) open!.end = end;
    if (attribute) continue;
    if (inMenuHead && word === "depends") {
      blocks.at(-1)!.push(rest.replace(/^on\s+/, ""));
      continue;
    }
    if (isAttribute(word)) continue;
    if (open) entries.push(closed(open, blocks.flat()));
    open = undefined;
    inMenuHead = word === "menu";
    if (word === "config" || word === "menuconfig")
      open = { symbol: rest, type: "other", depends: [], selects: [], start, end };
    else if (word === "if") blocks.push([rest]);
    else if (word === "menu") blocks.push([]);
    else if (word === "choice") blocks.push(["?"]);
    else if (/^end(?:if|menu|choice)$/.test(word)) blocks.pop();
    else if (/^r?source$/.test(word)) sources.set(rest.replace(/^"|"$/g, ""), blocks.flat());
  }
  if (open) entries.push(closed(open, blocks.flat()));
  return { entries, sources };
}

function closed(entry: OpenEntry, around: readonly string[]): KconfigEntry {
  return { ...entry, around, depends: [...around, ...entry.depends] };
}

const ATTRIBUTES: ReadonlySet<string> = new Set(
  "bool boolean tristate string hex int def_bool def_tristate prompt default depends select imply range visible option modules optional".split(
    " ",
  ),
);

function isAttribute(word: string): boolean {
  return ATTRIBUTES.has(word);
}

function addAttribute(entry: OpenEntry, word: string, rest: string): boolean {
  if (!isAttribute(word)) return false;
  if (/^(?:def_)?bool(?:ean)?$/.test(word)) entry.type = "bool";
  else if (/^(?:def_)?tristate$/.test(word)) entry.type = "tristate";
  else if (word === "depends") entry.depends.push(rest.replace(/^on\s+/, ""));
  else if (word === "select" && /^\w+$/.test(rest)) entry.selects.push(rest);
  return true;
}

/** Lines that say something: no help texts, comments or blank lines. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let help: number | undefined;
  let isHelp = false;
  for (let at = 0; at < text.length; ) {
    const start = at;
    let end = lineEnd(text, at);
    while (text[end - 2] === "\\" && end < text.length) end = lineEnd(text, end);
    at = end;
    const raw = text.slice(start, end).replace(/\\\n/g, " ").trimEnd();
    if (raw.trim() === "") continue;
    const indent = widthOf(raw);
    // The first line of a help text says how far all of it is indented.
    if (isHelp && help === undefined) help = indent;
    if (isHelp && help !== undefined && help > 0 && indent >= help) continue;
    [isHelp, help] = [/^\s*(?:---)?help(?:---)?$/.test(raw), undefined];
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (!isHelp && line !== "") lines.push({ start, end, text: line, indent });
  }
  return lines;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

/** Columns of the white space at a line's start. */
function widthOf(line: string): number {
  let width = 0;
  for (const letter of line) {
    if (letter === "\t") width += 8 - (width % 8);
    else if (letter === " ") width++;
    else break;
  }
  return width;
}
