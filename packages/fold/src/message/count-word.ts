const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** `one value`, `two values`, `14 values`. */
export function countWord(count: number, noun: string): string {
  return `${COUNTS[count] ?? count} ${noun}${count === 1 ? "" : "s"}`;
}
