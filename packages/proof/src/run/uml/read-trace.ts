/**
 * The lines that `assets/run/uml/` prints, as accesses for the reader. A result (`s`) stands behind what led to it, so
 * its name becomes that of the accesses before it.
 */

/** A call of the coverage hook: `offset` counts from the function, and points into the call. */
export interface RanBlock {
  readonly symbol: string;
  readonly offset: number;
  readonly module: string;
}

export interface Trace {
  readonly accesses: readonly string[];
  readonly blocks: readonly RanBlock[];
  /** Everything that was asked has an answer. */
  readonly complete: boolean;
  /** The driver that took the device. */
  readonly bound: string | undefined;
  /** Results by name: `load 8139too.ko`, `up`. */
  readonly results: ReadonlyMap<string, readonly number[]>;
}

/** Reads what one run printed. */
export function readTrace(text: string): Trace {
  const accesses: string[] = [];
  const blocks: RanBlock[] = [];
  const results = new Map<string, number[]>();
  let open: string[] = [];
  let bound: string | undefined;
  const close = (name: string): void => {
    accesses.push(...foldRepeats(open).map((access) => `${name}: ${access}`));
    open = [];
  };
  const lines = text.split("\n");
  for (const line of lines) {
    const [kind, ...words] = line.split(" ");
    if (kind === "x") blocks.push(...readBlock(words));
    else if (kind === "s" && words[0] === "bound") bound = words[1] === "-" ? undefined : words[1];
    else if (kind === "s") {
      const name = words[0] ?? "";
      const named = words[0] === "load" || words[0] === "unload" ? `${name} ${words[1]}` : name;
      open.push(`gives ${words.slice(1).filter(Boolean).join(" ")}`);
      results.set(named, [...(results.get(named) ?? []), Number(words.at(-1))]);
      close(named);
    } else if (kind !== "end") {
      const access = describeAccess(kind ?? "", words);
      if (access !== undefined) open.push(access);
    }
  }
  close("then");
  return { accesses, blocks, complete: lines.includes("end"), bound, results };
}

/** A driver that polls makes the same access thousands of times: one line, with their number. */
function foldRepeats(accesses: readonly string[]): string[] {
  const folded: string[] = [];
  let count = 1;
  for (const [at, access] of accesses.entries()) {
    if (access === accesses[at + 1]) count++;
    else {
      folded.push(count === 1 ? access : `${access}, ${count} times`);
      count = 1;
    }
  }
  return folded;
}

function describeAccess(kind: string, words: readonly string[]): string | undefined {
  const [a, b, c, d] = words;
  switch (kind) {
    case "r":
      return `read window ${a} 0x${b} ${bytes(c)} 0x${d}`;
    case "w":
      return `write window ${a} 0x${b} ${bytes(c)} 0x${d}`;
    case "c":
      return `write configuration 0x${a} ${bytes(b)} 0x${c}`;
    case "a":
      return `allocate 0x${a} bytes for DMA at 0x${b}`;
    case "f":
      return `free 0x${a} bytes for DMA at 0x${b}`;
    case "d":
      return `map 0x${a} bytes for DMA, direction ${b}, at 0x${c}, content ${d}`;
    case "u":
      return `unmap 0x${a} bytes for DMA, direction ${b}, at 0x${c}`;
    case "m":
      return `memory for DMA now has content ${a}`;
    case "i":
      return "interrupt";
    default:
      return undefined;
  }
}

function bytes(count: string | undefined): string {
  return count === "1" ? "1 byte" : `${count} bytes`;
}

function readBlock(words: readonly string[]): RanBlock[] {
  const found = /^(.+)\+0x([0-9a-f]+)\/0x[0-9a-f]+ \[(.+)\]$/.exec(words.join(" "));
  return found === null
    ? []
    : [{ symbol: found[1]!, offset: Number.parseInt(found[2]!, 16), module: found[3]! }];
}
