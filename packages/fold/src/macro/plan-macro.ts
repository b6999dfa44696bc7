import type { CText } from "@kindred/c-source";
import type { FoldMember } from "../members/fold-member.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { MacroHole } from "./macro-hole.ts";
import { isOperatorBeside } from "./macro-style.ts";
import { nameMacroParameter } from "./name-macro-parameter.ts";
import { type SplitWords, splitAffix } from "./split-affix.ts";

/** An argument of the generator macro. */
export interface MacroParameter {
  readonly name: string;
  /** What each member passes. */
  readonly values: readonly CText[];
}

/** A hole with the text that stands for it in the macro: `_reg`, `(_reg)`, `rx_##_name`. */
export interface PlannedHole {
  readonly hole: MacroHole;
  readonly parameter: MacroParameter;
  readonly isPasted: boolean;
  textAt(start: number, end: number): CText;
}

export interface MacroPlan {
  readonly parameters: readonly MacroParameter[];
  readonly holes: readonly PlannedHole[];
}

/**
 * Which holes share an argument. Names that differ in the same part of them (`foo_rx_show` and `rx_packets`) are
 * pasted together from it, since one short argument reads better than two long ones. A function's whole name is
 * passed where nothing asks for pasting, so that it can be searched for; checkpatch asks for it in a macro with
 * `return`, and where an argument would be used twice or stand beside an operator without parentheses.
 */
export function planMacro(holes: readonly MacroHole[], body: FoldMember): MacroPlan {
  const atoms = holes.map(atomOf);
  const counts = new Map<string, number>();
  for (const atom of atoms) if (atom) counts.set(keyOf(atom), (counts.get(keyOf(atom)) ?? 0) + 1);
  const hasFlow = /\b(?:return|goto)\b/.test(body.text);
  const isPasted = (hole: MacroHole, atom: Atom): boolean =>
    (counts.get(keyOf(atom)) ?? 0) > 1 ||
    (hole.kind === "function" ? hasFlow : asksForPasting(hole, body.text));
  const taken = wordsOf(body.text, atoms);
  const byKey = new Map<string, MacroParameter>();
  const planned = holes.map((hole, i): PlannedHole => {
    const atom = atoms[i];
    const pasted = atom && isPasted(hole, atom) ? atom : undefined;
    const values = pasted?.split.middles ?? hole.values;
    const key = values.join("\0");
    const parameter = byKey.get(key) ?? { name: nameMacroParameter(hole, values, taken), values };
    byKey.set(key, parameter);
    taken.add(parameter.name);
    const textAt = writerOf(hole, parameter.name, pasted, body.text);
    return { hole, parameter, isPasted: pasted !== undefined, textAt };
  });
  return { parameters: [...byKey.values()], holes: planned };
}

/** Words that no argument may be called: those of the text, and the pieces that are pasted to arguments. */
function wordsOf(text: CText, atoms: readonly (Atom | undefined)[]): Set<string> {
  const words = cTokens(text).filter(isWord);
  const pieces = atoms.flatMap((atom) => (atom ? [atom.split.prefix, atom.split.suffix] : []));
  return new Set([...words.map((token) => token.text), ...pieces]);
}

/** One identifier of a hole in which alone the members differ, split at what its spellings share. */
interface Atom {
  readonly lead: CText;
  readonly tail: CText;
  readonly split: SplitWords;
}

function keyOf({ split }: Atom): string {
  return split.middles.join("\0");
}

/** `&rx_ops`, `&tx_ops`: the lead `&`, and `rx` and `tx` before `_ops`. */
function atomOf({ values }: MacroHole): Atom | undefined {
  const lists = values.map((value) => cTokens(value));
  const [first] = lists;
  if (lists.some((list) => list.length !== first.length)) return undefined;
  const differing = first.flatMap((token, i) =>
    lists.some((list) => list[i].text !== token.text) ? [i] : [],
  );
  if (differing.length !== 1) return undefined;
  const [at] = differing;
  if (!lists.every((list) => isWord(list[at]))) return undefined;
  const split = splitAffix(lists.map((list) => list[at].text)) ?? undefined;
  return split && { lead: values[0].slice(0, first[at].start), tail: values[0].slice(first[at].end), split };
}

/** Whether checkpatch would complain of the bare argument, and parentheses cannot help. */
function asksForPasting({ kind, ranges }: MacroHole, text: CText): boolean {
  if (ranges.length > 1) return true;
  return kind !== "value" && isOperatorBeside(text, ranges[0].start, ranges[0].end);
}

function writerOf(hole: MacroHole, name: string, atom: Atom | undefined, text: CText): PlannedHole["textAt"] {
  if (atom) {
    const { prefix, suffix } = atom.split;
    const pasted = `${prefix === "" ? "" : `${prefix}##`}${name}${suffix === "" ? "" : `##${suffix}`}`;
    return () => atom.lead + pasted + atom.tail;
  }
  const isPlain = hole.kind !== "value" || hole.values.some((value) => value.includes('"'));
  return (start, end) => (!isPlain && isOperatorBeside(text, start, end) ? `(${name})` : name);
}
