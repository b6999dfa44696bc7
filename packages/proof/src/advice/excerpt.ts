const MOST_LINES = 3;
const LONGEST = 180;

/** The first lines that differ of two texts, both sides. */
export function excerpt(
  before: string | undefined,
  after: string | undefined,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const [left, right] = [before, after].map((text) => text?.split("\n") ?? []);
  const at = left!.findIndex((line, index) => line !== right![index]);
  const from = at < 0 ? left!.length : at;
  return { before: cutLines(left!, from), after: cutLines(right!, from) };
}

function cutLines(lines: readonly string[], from: number): string[] {
  return lines.slice(from, from + MOST_LINES).map((line) => {
    const text = line.trim();
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  });
}
