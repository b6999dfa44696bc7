import { childIn, leavesOf, type Term } from "../syntax/term.ts";
import type { HolePlace } from "./hole-place.ts";

/** A parameter's name in the called function is a good one unless it says nothing. */
function isTelling(name: string | undefined): name is string {
  return name !== undefined && name.length > 1 && !/^(?:val|value|data|arg\d*|tmp|v\d*|x\d*)$/.test(name);
}

/** Words that cannot name a parameter. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "auto bool break case char const continue default do double else enum extern float for goto if inline int long " +
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while " +
    "true false NULL current new asm"
  ).split(" "),
);

/** Whether C, or the kernel, has a meaning of its own for a name. */
export function isKeyword(name: string): boolean {
  return KEYWORDS.has(name);
}

const OPERATOR_NAMES: ReadonlyMap<string, string> = new Map([
  ["&", "mask"],
  ["|", "bits"],
  ["<<", "shift"],
  [">>", "shift"],
  ["+", "offset"],
  ["*", "factor"],
  ["/", "divisor"],
]);

/**
 * Names a hole's parameter as the code around it suggests, best first: what the values' names share, what the value
 * is given to, what is done with it. The first suggestion that no word of the function bears is taken.
 */
export function nameParameter(
  places: readonly HolePlace[],
  values: readonly Term[],
  taken: ReadonlySet<string>,
  wanted?: string,
): string {
  const suggestions = [
    isTelling(wanted) ? wanted : undefined,
    sharedWord(values),
    ...places.map(neighbourName),
    ...places.map(operatorName),
    /string/.test(values[0].type) ? "name" : "val",
  ].flatMap((name) => (name === undefined ? [] : [name]));
  const isFree = (name: string): boolean => !taken.has(name) && !isKeyword(name);
  const free = suggestions.find(isFree);
  if (free) return free;
  const stem = suggestions[0];
  for (let i = 2; ; i++) if (isFree(`${stem}${i}`)) return `${stem}${i}`;
}

/** Words that name what a constant is for. */
const NOUNS: ReadonlySet<string> = new Set(
  (
    "addr bank bit bits channel clk cmd cmdid code command ctrl event flag flags freq id idx index intr irq len level " +
    "mask mode msg offset op opcode pin port rate reg register shift size speed state status timeout tlv type typ val"
  ).split(" "),
);

/**
 * What the values' names share: a noun at their end (`TEMP_MAX_REG`) or in their common beginning (`LM_REG_FLASH`), or
 * else a longer common end (`RK3128_CLK_25M`, `RK3228_CLK_25M`: `clk_25m`).
 */
function sharedWord(values: readonly Term[]): string | undefined {
  const words = values.map((value) => {
    const leaves = leavesOf(value).filter((leaf) => leaf.type === "identifier");
    return leaves.length === 1 ? leaves[0].text.toLowerCase().split("_").filter(Boolean) : [];
  });
  const [first] = words;
  const shortest = Math.min(...words.map((list) => list.length));
  if (shortest < 2) return undefined;
  const isShared = (at: (list: string[]) => string | undefined): boolean =>
    words.every((list) => at(list) === at(first));
  let prefix = 0;
  while (prefix < shortest - 1 && isShared((list) => list[prefix])) prefix++;
  let suffix = 0;
  while (suffix < shortest - prefix && isShared((list) => list.at(-1 - suffix))) suffix++;
  const tail = suffix > 0 ? first.slice(-suffix) : [];
  const noun =
    [...tail].reverse().find((word) => NOUNS.has(word)) ??
    first
      .slice(1, prefix)
      .reverse()
      .find((word) => NOUNS.has(word));
  if (noun && tail.length < 2) return noun;
  const start = tail.slice(-3).findIndex((word) => /^[a-z]{2,}$/.test(word));
  if (start >= 0) return tail.slice(-3).slice(start).join("_");
  const stem = first[prefix - 1];
  return (
    noun ??
    (prefix > 1 && tail.length > 0 && /^[a-z]{2,}$/.test(stem) ? [stem, ...tail].join("_") : undefined)
  );
}

/** The variable or field that the value is assigned to, compared with or initialises. */
function neighbourName({ node, ancestors }: HolePlace): string | undefined {
  const around = ancestors.at(-1)?.terms[0];
  if (!around) return undefined;
  const isLeft = node.field === "left";
  if (around.type === "assignment_expression" || isComparison(around)) {
    return lastName(childIn(around, isLeft ? "right" : "left"));
  }
  if (around.type === "init_declarator") return lastName(childIn(around, "declarator"));
  if (around.type === "initializer_pair") return lastName(childIn(around, "designator"));
  if (around.type === "subscript_expression" && node.field === "index") return "index";
  return undefined;
}

function isComparison(term: Term): boolean {
  return (
    term.type === "binary_expression" && /^(?:[=!<>]=|[<>])$/.test(childIn(term, "operator")?.text ?? "")
  );
}

function lastName(term: Term | undefined): string | undefined {
  // An element is no namesake of its array.
  if (term?.type === "subscript_expression") return undefined;
  const last =
    term &&
    leavesOf(term)
      .filter((leaf) => /identifier$/.test(leaf.type))
      .at(-1)?.text;
  return last !== undefined && /^[a-z][a-z0-9_]*$/.test(last) ? last : undefined;
}

function operatorName({ ancestors }: HolePlace): string | undefined {
  const around = ancestors.at(-1)?.terms[0];
  const operator = around && childIn(around, "operator")?.text;
  return operator === undefined ? undefined : OPERATOR_NAMES.get(operator.replace(/=$/, ""));
}
