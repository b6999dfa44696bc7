import type { CText } from "@kindred/c-source";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import { listValues } from "../holes/list-values.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens } from "../syntax/c-tokens.ts";
import { leavesOf, type Term } from "../syntax/term.ts";

export type MacroHoleKind = "function" | "callee" | "field" | "type" | "value";

/** A place, or several with equal values, where the generated functions differ. */
export interface MacroHole {
  readonly kind: MacroHoleKind;
  /** What each member has there, on one line. */
  readonly values: readonly CText[];
  /** Where it stands in the member whose text becomes the macro. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Its places in the skeleton; none for the function's own name. */
  readonly places: readonly HolePlace[];
}

/** The function's name, when the members' differ, then every hole of the skeleton; or why one is no macro argument. */
export function macroHoles(loaded: LoadedFamily, body: number): readonly MacroHole[] | Refusal {
  const { members, places } = loaded;
  const holes: MacroHole[] = [];
  const name = nameHole(members, body);
  if (name) holes.push(name);
  for (const list of places) {
    const refusal = refuseHole(list[0], loaded);
    if (refusal) return refusal;
    const terms = list[0].node.terms as readonly Term[];
    const values = terms.map((term, i) => members[i].text.slice(term.start, term.end).replace(/\s+/g, " "));
    const faulty = values.find((value) => !isArgument(value));
    if (faulty !== undefined)
      return refuse("macro-argument", `\`${faulty}\` cannot be passed to a macro as one argument.`);
    const ranges = list.map(({ node }) => node.terms[body]!);
    holes.push({ kind: kindOf(list[0]), values, ranges, places: list });
  }
  return holes;
}

function nameHole(members: readonly FoldMember[], body: number): MacroHole | undefined {
  const values = members.map(({ span }) => span.name);
  if (new Set(values).size === 1) return undefined;
  const { names, span } = members[body];
  const ranges = [...names.at]
    .filter(([, id]) => id === names.self)
    .map(([start]) => ({ start, end: start + span.name.length }));
  return { kind: "function", values, ranges, places: [] };
}

function refuseHole({ node }: HolePlace, { members, unifier }: LoadedFamily): Refusal | undefined {
  const shown = listValues(
    node.terms.map((term, i) => (term ? members[i].text.slice(term.start, term.end) : "nothing")),
  );
  if (node.terms.some((term) => term === undefined || /(?:_statement|^declaration|_clause)$/.test(term.type)))
    return refuse("needs-statement-hole", `Statements differ (${shown}); no macro argument should be one.`);
  const hasLocal = node.terms.some((term, i) =>
    leavesOf(term!).some((leaf) => unifier.pairs.isLocal(leaf, i)),
  );
  return hasLocal
    ? refuse(
        "local-value-hole",
        `Expressions over locals differ (${shown}); a macro should not be passed one.`,
      )
    : undefined;
}

const TYPE_NODE =
  /^(?:type_identifier|primitive_type|sized_type_specifier|(?:struct|union|enum)_specifier|type_descriptor|parameter_declaration|macro_type_specifier)$/;

function kindOf({ node, ancestors }: HolePlace): MacroHoleKind {
  const types = node.terms.map((term) => term!.type);
  if (types.some((type) => TYPE_NODE.test(type))) return "type";
  if (types.includes("field_identifier")) return "field";
  if (node.field === "function" && ancestors.at(-1)?.type === "call_expression") return "callee";
  return "value";
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** One argument of a macro: something, with brackets that close, and no comma outside of parentheses. */
function isArgument(value: CText): boolean {
  const open: string[] = [];
  const tokens = cTokens(value);
  for (const { text } of tokens) {
    if (text.startsWith("#")) return false;
    if (text in CLOSING) open.push(CLOSING[text]);
    else if (text === ")" || text === "]" || text === "}") {
      if (open.pop() !== text) return false;
    } else if (text === "," && !open.includes(")")) return false;
  }
  return tokens.length > 0 && open.length === 0;
}
