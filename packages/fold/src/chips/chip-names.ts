import type { SourceFile } from "../members/source-file.ts";
import { driverName } from "../naming/helper-name.ts";

/** What a group of chips, and each of them, is called in C. */
export interface ChipNames {
  /** Tag of the structure: `lm3630a_chip_info`. */
  readonly type: string;
  /** The constant data of each chip: `lm3630a_a_chip_info`. */
  readonly entries: readonly string[];
  /** `lm3630a_a`. */
  readonly chips: readonly string[];
  /** Words of names that say which chip, or which driver: they say nothing of a value. */
  readonly words: ReadonlySet<string>;
}

export interface NamedChips {
  /** Names of each chip's functions. */
  readonly functions: readonly (readonly string[])[];
  /** The file of each chip. */
  readonly files: readonly SourceFile[];
  /** The parts in which names differ, for chips of one file. */
  readonly parts: readonly string[] | undefined;
}

/** Names from what the functions of a chip, and of all chips, begin with; undefined when they do not tell the chips apart. */
export function nameChips({ functions, files, parts }: NamedChips): ChipNames | undefined {
  const driver = driverName(files[0].path);
  const shared = commonStart(functions.flat());
  const stem = shared.length > 0 ? shared.join("_") : (numberedStem(functions.flat()) ?? driver);
  const chips = functions.map((names, chip) => chipName(names, files[chip], parts?.[chip], shared, stem));
  const isName = (name: string): boolean => /^[a-z]\w*$/i.test(name);
  if (new Set(chips).size < chips.length || ![stem, ...chips].every(isName)) return undefined;
  // `rx` and `tx` are no chips.
  const suffix = !parts || parts.every((part) => /\d/.test(part)) ? "chip_info" : "desc";
  return {
    type: `${stem}_${suffix}`,
    chips,
    entries: chips.map((chip) => `${chip}_${suffix}`),
    words: new Set([stem, ...chips].flatMap((name) => name.toLowerCase().split("_"))),
  };
}

function chipName(
  names: readonly string[],
  file: SourceFile,
  part: string | undefined,
  shared: readonly string[],
  stem: string,
): string {
  if (part !== undefined) {
    const own = commonStart(names).join("_");
    return own.split("_").includes(part.split("_")[0]) ? own : `${stem}_${part}`;
  }
  const own = commonStart(names);
  return own.length > shared.length ? own.join("_") : driverName(file.path);
}

/** What the first words of names share that differ in numbers only: `basalt` of `basalt1_read` and `basalt2_read`. */
function numberedStem(names: readonly string[]): string | undefined {
  const stems = new Set(names.map((name) => /^([a-z_]{3,}?)_?\d+_/i.exec(name)?.[1]));
  return stems.size === 1 ? [...stems][0] : undefined;
}

/** The words that all names begin with, and not all of any of them. */
function commonStart(names: readonly string[]): string[] {
  const words = names.map((name) => name.replace(/^_+/, "").split("_"));
  const most = Math.min(...words.map((list) => list.length - 1));
  const end = words[0].findIndex((word, at) => at >= most || words.some((list) => list[at] !== word));
  return words[0].slice(0, Math.max(0, end));
}
