let isShown = false;

/** Draws the progress line, over the one before. */
export function drawProgress(text: string): void {
  process.stderr.write(`\r\x1b[2K${text}`);
  isShown = true;
}

/** Takes the progress line away, if there is one: whatever is printed next, be it by the shell, starts a line. */
export function clearProgress(): void {
  if (isShown) process.stderr.write("\r\x1b[2K");
  isShown = false;
}
