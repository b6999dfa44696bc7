import { childIn, leavesOf, type Term } from "../syntax/term.ts";
import { calleeName, type HolePlace } from "./hole-place.ts";

/** A parameter's name in the called function is a good one unless it says nothing. */
function isTelling(name: string | undefined): name is string {
  return name !== undefined && name.length > 1 && !/^(?:val|value|data|arg\d*|tmp|v\d*|x\d*)$/.test(name);
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "auto bool break case char const continue default do double else enum extern float for goto if inline int long " +
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while " +
    "true false NULL current new asm"
  ).split(" "),
);

const OPERATOR_NAMES: ReadonlyMap<string, string> = new Map([
  ["&", "mask"],
  ["|", "bits"],
  ["<<", "shift"],
  [">>", "shift"],
  ["+", "offset"],
  ["*", "factor"],
  ["/", "divisor"],
]);

/** What a few much-used kernel functions call their arguments. */
const ARGUMENT_NAMES: readonly (readonly [RegExp, readonly (string | undefined)[]])[] = [
  [
    /^regmap_(?:write|read|bulk_read|bulk_write|set_bits|clear_bits|update_bits)$/,
    [undefined, "reg", "val", "val"],
  ],
  [/^i2c_smbus_(?:read|write)_\w+$/, [undefined, "reg", "val"]],
  [/^(?:msleep|usleep_range|udelay|mdelay)$/, ["delay", "delay"]],
  [/^(?:__raw_)?(?:writel|writew|writeb|iowrite\d+|outb|outw|outl)(?:_\w+)?$/, ["val", "reg"]],
  [/^(?:__raw_)?(?:readl|readw|readb|ioread\d+|inb|inw|inl)(?:_\w+)?$/, ["reg"]],
  [/^(?:set|clear|test|change)_bit$|^test_and_\w+_bit$/, ["bit"]],
];

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
    ...places.map(argumentName),
    ...places.map(neighbourName),
    ...places.map(operatorName),
    /string/.test(values[0].type) ? "name" : "val",
  ].flatMap((name) => (name === undefined ? [] : [name]));
  const isFree = (name: string): boolean => !taken.has(name) && !KEYWORDS.has(name);
  const free = suggestions.find(isFree);
  if (free) return free;
  const stem = suggestions[0];
  for (let i = 0; ; i++) {
    const name = i === 0 ? `${stem}_val` : `${stem}${i + 1}`;
    if (isFree(name)) return name;
  }
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
  return start < 0 ? noun : tail.slice(-3).slice(start).join("_");
}

function argumentName({ ancestors }: HolePlace, _: number, places: readonly HolePlace[]): string | undefined {
  const list = ancestors.at(-1);
  const call = ancestors.at(-2);
  if (list?.type !== "argument_list" || call?.type !== "call_expression") return undefined;
  const name = calleeName(call);
  const row = name === undefined ? undefined : ARGUMENT_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  const named = list.children.filter((child) => child.terms[0]?.named);
  const index = named.findIndex((child) => places.some((place) => place.node === child));
  return row?.[index];
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
  if (around.type === "return_statement") return "ret_val";
  return undefined;
}

function isComparison(term: Term): boolean {
  return (
    term.type === "binary_expression" && /^(?:[=!<>]=|[<>])$/.test(childIn(term, "operator")?.text ?? "")
  );
}

function lastName(term: Term | undefined): string | undefined {
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
