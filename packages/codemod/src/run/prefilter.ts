/** Word lists, ready to look for in bytes that are not decoded yet. Each distinct word is sought at most once a file. */
export interface BytePrefilter {
  readonly words: readonly Buffer[];
  /** The lists, as indexes into `words`. */
  readonly lists: readonly (readonly number[])[];
}

export function compilePrefilter(prefilter: readonly (readonly string[])[]): BytePrefilter {
  const index = new Map<string, number>();
  const lists = prefilter.map((list) =>
    list.map((word) => {
      if (!index.has(word)) index.set(word, index.size);
      return index.get(word)!;
    }),
  );
  return { words: [...index.keys()].map((word) => Buffer.from(word, "utf8")), lists };
}

/** True when the file may interest the codemod: it holds every word of at least one list, or there are no lists. */
export function passesPrefilter(bytes: Buffer, { words, lists }: BytePrefilter): boolean {
  if (lists.length === 0) return true;
  const known = new Map<number, boolean>();
  const has = (word: number): boolean => {
    let found = known.get(word);
    if (found === undefined) known.set(word, (found = bytes.includes(words[word])));
    return found;
  };
  return lists.some((list) => list.every(has));
}

/** The words of each list that the file lacks, for `--why`. */
export function missingWords(bytes: Buffer, { words, lists }: BytePrefilter): string[][] {
  return lists.map((list) =>
    list
      .map((word) => words[word])
      .filter((word) => !bytes.includes(word))
      .map((word) => word.toString()),
  );
}
