/** Compiler warnings of the after side that the before side does not have, wherever in the file they stand. */
export function findNewWarnings(before: string, after: string): string[] {
  const known = new Map<string, number>();
  for (const warning of readWarnings(before)) known.set(warning.key, (known.get(warning.key) ?? 0) + 1);
  return readWarnings(after).flatMap(({ key, text }) => {
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left > 0 ? [] : [text];
  });
}

/** A warning without its line, so that moved code does not count as new. */
function readWarnings(stderr: string): { key: string; text: string }[] {
  return stderr.split("\n").flatMap((line) => {
    const found = /^(.*?):\d+(?::\d+)?: (warning: .*)$/.exec(line);
    return found === null ? [] : [{ key: `${found[1]}: ${found[2]}`, text: line }];
  });
}
