import type { CText } from "@kindred/c-source";

/**
 * How many of a patch's added lines belong to the helper's text. Each line of the text counts once for each time
 * it stands there, so a brace that a call site adds is not taken for the helper's.
 */
export function countHelperLines(patch: CText, helperText: CText): number {
  const left = new Map<string, number>();
  for (const line of withoutFinalBreak(helperText).split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  let count = 0;
  for (const line of addedLines(patch)) {
    const stock = left.get(line) ?? 0;
    if (stock === 0) continue;
    left.set(line, stock - 1);
    count++;
  }
  return count;
}

/** Added lines of a git diff without their `+`. Hunks are counted through, so that a line `++x;` is not mistaken for a file name. */
function* addedLines(patch: CText): Generator<string> {
  let oldLeft = 0;
  let newLeft = 0;
  for (const line of patch.split("\n")) {
    if (oldLeft === 0 && newLeft === 0) {
      const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
      if (hunk) [oldLeft, newLeft] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
      continue;
    }
    if (line.startsWith("+")) {
      newLeft--;
      yield line.slice(1);
    } else if (line.startsWith("-")) {
      oldLeft--;
    } else if (!line.startsWith("\\")) {
      oldLeft--;
      newLeft--;
    }
  }
}

function withoutFinalBreak(text: CText): CText {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
