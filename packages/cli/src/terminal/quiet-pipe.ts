/**
 * `kindred find … | head` closes our stdout early. That is the reader's right, not an error: writing stops
 * and the run ends with the code it would have had.
 */
export function acceptClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
