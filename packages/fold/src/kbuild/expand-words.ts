/** A word of a variable's value, and when it is one. */
export interface MakeWord {
  readonly text: string;
  /** The conditions around it in the Makefile's own words (`ifdef CONFIG_X`); empty for always. */
  readonly condition: string;
}

/** Variables by name, expanded. Names keep `$(CONFIG_…)` as it stands: `foo-$(CONFIG_FOO_PTP)`. */
export type MakeVariables = ReadonlyMap<string, readonly MakeWord[]>;

const MOST_WORDS = 20_000;
const MOST_TEXT = 2_000;
const MOST_DEPTH = 16;

/**
 * The words of a value as make sees them: variables in sight, `addprefix` and `addsuffix` are expanded; what else make
 * may know (`$(CONFIG_X)`, `$(shell …)`, other functions) stays as it is written, so that nobody takes it for a file's
 * name. Bounded: a value beyond any Makefile's gives no words.
 */
export function expandWords(value: string, variables: MakeVariables, depth = 0): readonly MakeWord[] {
  const words: MakeWord[] = [];
  let isOpen = false;
  const glue = (word: MakeWord): void => {
    const last = isOpen ? words.pop()! : { text: "", condition: "" };
    words.push({ text: last.text + word.text, condition: bothConditions(last.condition, word.condition) });
    isOpen = true;
  };
  for (let at = 0; at < value.length; ) {
    if (isReference(value, at)) {
      const end = closing(value, at + 1);
      const list = expandReference(value.slice(at + 2, end), variables, depth + 1);
      list.forEach((word, i) => {
        isOpen &&= i === 0;
        glue(word);
      });
      at = end + 1;
    } else {
      const literal = /^(?:\s+|(?:[^\s$]|\$(?![({]))+)/.exec(value.slice(at, at + MOST_TEXT))![0];
      if (/^\s/.test(literal)) isOpen = false;
      else glue({ text: literal, condition: "" });
      at += literal.length;
    }
    if (words.length > MOST_WORDS || (words.at(-1)?.text.length ?? 0) > MOST_TEXT) return [];
  }
  return words;
}

function isReference(value: string, at: number): boolean {
  return value[at] === "$" && (value[at + 1] === "(" || value[at + 1] === "{");
}

/** Index of the parenthesis that closes the one at `open`; the text's end when none does. */
function closing(value: string, open: number): number {
  let depth = 0;
  for (let at = open; at < value.length; at++) {
    if (value[at] === "(" || value[at] === "{") depth++;
    else if ((value[at] === ")" || value[at] === "}") && --depth === 0) return at;
  }
  return value.length;
}

function expandReference(inside: string, variables: MakeVariables, depth: number): readonly MakeWord[] {
  const asWritten = [{ text: `$(${inside})`, condition: "" }];
  if (depth > MOST_DEPTH) return asWritten;
  const affix = /^(addprefix|addsuffix)\s+([^,]*),([\s\S]*)$/.exec(inside);
  if (!affix) return variables.get(inside) ?? asWritten;
  const [fix] = expandWords(affix[2].trim(), variables, depth);
  return expandWords(affix[3], variables, depth).map(({ text, condition }) => ({
    text: affix[1] === "addprefix" ? `${fix?.text ?? ""}${text}` : `${text}${fix?.text ?? ""}`,
    condition,
  }));
}

/** Two conditions at once; said once when they are the same. */
export function bothConditions(a: string, b: string): string {
  if (a === "" || b === "" || a === b) return a || b;
  return `${a} ${b}`;
}
