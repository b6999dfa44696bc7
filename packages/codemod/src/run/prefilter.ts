/** Word lists as bytes, ready to look for in files that are not decoded yet. */
export type BytePrefilter = readonly (readonly Buffer[])[];

export function compilePrefilter(prefilter: readonly (readonly string[])[]): BytePrefilter {
  return prefilter.map((words) => words.map((word) => Buffer.from(word, "utf8")));
}

/** True when the file may interest the codemod: it holds every word of at least one list, or there are no lists. */
export function passesPrefilter(bytes: Buffer, prefilter: BytePrefilter): boolean {
  return prefilter.length === 0 || prefilter.some((words) => words.every((word) => bytes.includes(word)));
}

/** The words of each list that the file lacks, for `--why`. */
export function missingWords(bytes: Buffer, prefilter: BytePrefilter): string[][] {
  return prefilter.map((words) => words.filter((word) => !bytes.includes(word)).map((word) => word.toString()));
}
