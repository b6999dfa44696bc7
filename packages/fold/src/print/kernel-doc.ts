import type { CText } from "@kindred/c-source";

export interface DocParameter {
  readonly name: string;
  readonly text: string;
}

/** A kernel-doc comment (Documentation/doc-guide/kernel-doc.rst): no blank lines in it, lines wrapped at 80 columns. */
export function kernelDoc(name: string, summary: string, parameters: readonly DocParameter[]): CText {
  const lines = [
    ...wrapWords(`${name}() - ${summary}`, 77),
    ...parameters.flatMap((parameter) => wrapWords(`@${parameter.name}: ${parameter.text}`, 77)),
  ];
  return `/**\n${lines.map((line) => ` *${line.startsWith("\t") ? "" : " "}${line}\n`).join("")} */\n`;
}

/** Words in lines of at most `width` characters; later lines get a hanging indent. */
export function wrapWords(text: string, width: number, indent = "\t"): string[] {
  const lines: string[] = [];
  let line = "";
  const limit = (): number => (lines.length === 0 ? width : width - (indent === "\t" ? 8 : indent.length));
  for (const word of text.split(/\s+/)) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (line !== "" && joined.length > limit()) {
      lines.push(line);
      line = word;
    } else line = joined;
  }
  lines.push(line);
  return lines.map((part, i) => (i === 0 ? part : indent + part));
}
