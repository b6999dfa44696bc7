import type { NamePairs } from "../anti-unify/name-pairs.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { childIn, leavesOf, type Term } from "../syntax/term.ts";
import type { HolePlace } from "./hole-place.ts";
import { listValues } from "./list-values.ts";

const TYPE_NODE =
  /^(?:type_identifier|primitive_type|sized_type_specifier|(?:struct|union|enum)_specifier|type_descriptor|parameter_declaration|macro_type_specifier)$/;
const STATEMENT_NODE = /(?:_statement|^declaration|^function_definition|_clause)$/;
const SIDE_EFFECT: ReadonlySet<string> = new Set([
  "call_expression",
  "assignment_expression",
  "update_expression",
  "comma_expression",
]);

/** Why a hole is of a kind that a value parameter cannot fill, with the strategy that could; undefined for a value. */
export function refuseKind(
  { node, ancestors }: HolePlace,
  members: readonly FoldMember[],
  pairs: NamePairs,
): Refusal | undefined {
  const shown = listValues(node.terms.map((term, i) => valueAt(members[i], term)));
  const around = ancestors.at(-1);
  if (node.terms.some((term) => term === undefined || STATEMENT_NODE.test(term.type))) {
    return refuse(
      "needs-statement-hole",
      `Statements differ (${shown}); a callback or a generator macro could take them.`,
    );
  }
  const terms = node.terms as readonly Term[];
  if (terms.some((term) => TYPE_NODE.test(term.type))) {
    return refuse(
      "needs-generator-macro",
      `Types differ (${shown}); a field pointer or a generator macro could take them.`,
    );
  }
  if (terms.some((term) => term.type === "field_identifier")) {
    return refuse(
      "needs-field-pointer",
      `Struct members differ (${shown}); a field pointer could take them.`,
    );
  }
  if (around?.type === "call_expression" && node.field === "function") {
    return refuse("needs-callback", `The function called differs (${shown}); a callback could take it.`);
  }
  if (terms.some((term) => term.type === "statement_identifier")) {
    return refuse("needs-generator-macro", `Jumps differ (${shown}).`);
  }
  if (terms.some((term, i) => leavesOf(term).some((leaf) => pairs.isLocal(leaf, i)))) {
    const field = terms.some((term) => contains(term, new Set(["field_expression"])));
    return field
      ? refuse(
          "needs-field-pointer",
          `Expressions over struct members differ (${shown}); a field pointer could take them.`,
        )
      : refuse(
          "local-value-hole",
          `Expressions over locals differ (${shown}); their value may change before it is used.`,
        );
  }
  if (terms.some((term) => contains(term, SIDE_EFFECT) && !isCapitalCall(term))) {
    return refuse("side-effect-in-hole", `Expressions with calls or assignments differ (${shown}).`);
  }
  return undefined;
}

function valueAt(member: FoldMember, term: Term | undefined): string {
  return term ? member.text.slice(term.start, term.end) : "nothing";
}

function contains(term: Term, types: ReadonlySet<string>): boolean {
  return types.has(term.type) || term.children.some((child) => contains(child, types));
}

/** `BIT(3)`: what it is, is for the type rules to say. */
function isCapitalCall(term: Term): boolean {
  const callee = term.type === "call_expression" ? childIn(term, "function") : undefined;
  return callee?.type === "identifier" && !/[a-z]/.test(callee.text);
}
