/**
 * Splits one line of shell into simple commands and their words, as far as the output of `make -n` needs
 * it: quotes, backslashes, `;`, `&`, `|`, parentheses and comments. Nothing is expanded, so a word with
 * `$(…)` stays as it is written. One pass, linear in the length of the line.
 */
export function splitShell(line: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const char = line[at]!;
    if (char === " " || char === "\t" || char === "\n") at++;
    else if (char === "#") break;
    else if (SEPARATORS.has(char)) {
      if (words.length > 0) commands.push(words);
      words = [];
      at++;
    } else {
      const [word, next] = readWord(line, at);
      words.push(word);
      at = next;
    }
  }
  if (words.length > 0) commands.push(words);
  return commands;
}

const SEPARATORS = new Set([";", "&", "|", "(", ")"]);
const WORD_END = /[\s;&|()'"\\]/g;

function readWord(line: string, start: number): [word: string, next: number] {
  let word = "";
  let at = start;
  while (at < line.length) {
    WORD_END.lastIndex = at;
    const stop = WORD_END.exec(line)?.index ?? line.length;
    word += line.slice(at, stop);
    at = stop;
    const char = line[at];
    if (char === "'") {
      const close = line.indexOf("'", at + 1);
      const end = close < 0 ? line.length : close;
      word += line.slice(at + 1, end);
      at = end + 1;
    } else if (char === '"') {
      const [text, next] = readDoubleQuoted(line, at + 1);
      word += text;
      at = next;
    } else if (char === "\\") {
      word += line[at + 1] ?? "";
      at += 2;
    } else break;
  }
  return [word, Math.min(at, line.length)];
}

/** Inside double quotes a backslash only escapes `"`, `\`, `$` and the backquote. */
function readDoubleQuoted(line: string, start: number): [text: string, next: number] {
  let text = "";
  let at = start;
  while (at < line.length && line[at] !== '"') {
    if (line[at] === "\\" && '"\\$`'.includes(line[at + 1] ?? " ")) at++;
    text += line[at] ?? "";
    at++;
  }
  return [text, at + 1];
}
