import type { CText } from "@kindred/c-source";
import { childIn, type Term } from "../syntax/term.ts";

/** Statements for one side of a flag; an empty text for none. */
export interface Branch {
  readonly text: CText;
  readonly terms: readonly Term[];
  /** How they were indented where they stood. */
  readonly indent: string;
}

const JUMP = /^(?:return|goto|break|continue)_statement$/;
const SIMPLE = /^(?:expression|return|goto|break|continue)_statement$/;
/** Operators that bind less than `&&`, so that a condition made of them needs parentheses beside it. */
const LOOSE = /^(?:conditional|assignment|comma)_expression$/;

/** Both sides of a flag in kernel style, every line indented; a lone `if` takes the flag into its condition. */
export function branchText(flag: string, yes: Branch, no: Branch, indent: string): CText {
  if (yes.text === "") return oneSided(`!${flag}`, no, indent);
  if (no.text === "") return oneSided(flag, yes, indent);
  const braces = !isSimple(yes) || !isSimple(no);
  const last = yes.terms.at(-1)!;
  if (JUMP.test(last.type)) {
    return `${block(`if (${flag})`, yes, indent, !isSimple(yes))}\n${indent}${shift(no, indent)}`;
  }
  const head = block(`if (${flag})`, yes, indent, braces);
  return braces
    ? `${head} ${block("else", no, indent, true).slice(indent.length)}`
    : `${head}\n${block("else", no, indent, false)}`;
}

function oneSided(condition: string, side: Branch, indent: string): CText {
  return (
    (side.terms.length === 1 && intoCondition(condition, side, indent)) ||
    block(`if (${condition})`, side, indent, !isSimple(side))
  );
}

/** `if (x) …` as `if (flag && x) …`; undefined for anything else. */
function intoCondition(condition: string, side: Branch, indent: string): CText | undefined {
  const [term] = side.terms;
  const test = term.type === "if_statement" ? childIn(term, "condition") : undefined;
  const inner = test?.type === "parenthesized_expression" ? test.children[1] : undefined;
  if (!inner || childIn(term, "alternative")) return undefined;
  // Only the head's own text is looked at: in moved text names may be longer, but not before the first of them.
  if (!side.text.startsWith("if (")) return undefined;
  const isLoose = LOOSE.test(inner.type) || childIn(inner, "operator")?.text === "||";
  if (isLoose) return undefined;
  return `${indent}if (${condition} && ${shift({ ...side, text: side.text.slice(4) }, indent)}`;
}

function isSimple({ text, terms }: Branch): boolean {
  return terms.length === 1 && SIMPLE.test(terms[0].type) && !text.includes("\n");
}

function block(head: string, side: Branch, indent: string, braces: boolean): CText {
  const inner = `${indent}\t`;
  const body = `${inner}${shift(side, inner)}`;
  return braces ? `${indent}${head} {\n${body}\n${indent}}` : `${indent}${head}\n${body}`;
}

/** The text with its later lines indented as far as the first now is. */
function shift({ text, indent }: Branch, to: string): CText {
  return text
    .split("\n")
    .map((line, i) =>
      i > 0 && line.startsWith(indent) && line !== "" ? to + line.slice(indent.length) : line,
    )
    .join("\n");
}
