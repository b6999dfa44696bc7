/** Breaks a paragraph at blanks into lines of at most 72 characters, as commit messages are. */
export function wrapParagraph(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > 72) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}
