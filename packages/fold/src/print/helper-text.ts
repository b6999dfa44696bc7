import type { CText, Edit } from "@kindred/c-source";
import type { AntiUnification } from "../anti-unify/anti-unify.ts";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import { type HoleParameter, holePlaces } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { FoldDesign } from "../place/fold-design.ts";
import { functionDeclarator } from "../syntax/declarator.ts";
import { childIn, leavesOf, walkTerm } from "../syntax/term.ts";
import { applyAligned } from "./align-text.ts";

export interface HelperShape {
  readonly name: string;
  readonly parameters: readonly HoleParameter[];
  /** What stands before the type: `static`, `static inline` or nothing for a function other files call. */
  readonly linkage: "static" | "static inline" | "";
}

/** The helper's definition: one member's text with the values that differ replaced by parameters. */
export function helperText(design: FoldDesign, shape: HelperShape): CText {
  const body = design.members[design.body];
  const edits: Edit[] = [
    ...linkageEdits(body, shape.linkage),
    ...nameEdits(body, shape),
    ...parameterEdits(body, shape.parameters),
    ...holeEdits(design.unifier, design.body, shape.parameters),
    ...design.comments,
  ];
  return applyAligned(body.text, edits);
}

/** Whether the function names itself other than to call itself. */
export function namesItselfOtherwise(member: FoldMember): boolean {
  const { names, term, span } = member;
  let calls = 0;
  walkTerm(term, (part) => {
    const callee = part.type === "call_expression" ? childIn(part, "function") : undefined;
    if (callee && names.at.get(callee.start) === names.self) calls++;
  });
  const all = leavesOf(term).filter(
    (leaf) => names.at.get(leaf.start) === names.self && names.self !== undefined,
  );
  const own = all.filter((leaf) => leaf.start !== span.nameStart - span.start);
  return own.length !== calls;
}

function linkageEdits(body: FoldMember, linkage: string): Edit[] {
  const head = body.text.slice(0, body.span.nameStart - body.span.start);
  const edits: Edit[] = [...head.matchAll(/\b(?:static|inline|__inline|__inline__)[ \t]+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: "",
  }));
  const written = [...head.matchAll(/\b(?:static|inline)\b/g)].map((match) => match[0]).join(" ");
  if (written === linkage || (linkage === "static" && written === "static inline")) return [];
  return linkage === "" ? edits : [{ start: 0, end: 0, text: `${linkage} ` }, ...edits];
}

function nameEdits(body: FoldMember, shape: HelperShape): Edit[] {
  const { names, term } = body;
  const edits: Edit[] = [];
  const extra = shape.parameters.map((parameter) => parameter.name);
  for (const leaf of leavesOf(term)) {
    if (names.self === undefined || names.at.get(leaf.start) !== names.self) continue;
    edits.push({ start: leaf.start, end: leaf.end, text: shape.name });
  }
  walkTerm(term, (part) => {
    const callee = part.type === "call_expression" ? childIn(part, "function") : undefined;
    if (!callee || names.self === undefined || names.at.get(callee.start) !== names.self) return;
    const list = childIn(part, "arguments")!;
    const separator = list.children.some((child) => child.named) ? ", " : "";
    if (extra.length > 0) edits.push(insertion(list.end - 1, separator + extra.join(", ")));
  });
  return edits;
}

function parameterEdits(body: FoldMember, parameters: readonly HoleParameter[]): Edit[] {
  const list = childIn(functionDeclarator(body.term)!, "parameters")!;
  const added = parameters.map(declareParameter).join(", ");
  if (added === "") return [];
  const named = list.children.filter((child) => child.named);
  const isVoid =
    named.length === 1 &&
    leavesOf(named[0])
      .map((leaf) => leaf.text)
      .join("") === "void";
  if (isVoid) return [{ start: named[0].start, end: named[0].end, text: added }];
  return [insertion(list.end - 1, named.length > 0 ? `, ${added}` : added)];
}

/** `int reg`, `const char *name`. */
export function declareParameter({ type, name }: HoleParameter): CText {
  return type.endsWith("*") ? type + name : `${type} ${name}`;
}

function holeEdits(unifier: AntiUnification, member: number, parameters: readonly HoleParameter[]): Edit[] {
  return holePlaces(unifier).flatMap((places, hole) => {
    const { name } = parameters.find((parameter) => parameter.hole === hole)!;
    return places.map((place) => {
      const { start, end } = replacedNode(place).terms[member]!;
      return { start, end, text: name };
    });
  });
}

/** Nodes in which parentheses around a name are idle. */
const NEEDS_NO_PARENTHESES: ReadonlySet<string> = new Set([
  "assignment_expression",
  "init_declarator",
  "return_statement",
  "binary_expression",
  "argument_list",
]);

/** A hole, or the parentheses around it when a name needs none. */
function replacedNode({ node, ancestors }: HolePlace): SkeletonNode {
  const [outer, around] = ancestors.slice(-2);
  const isIdle = around?.type === "parenthesized_expression" && NEEDS_NO_PARENTHESES.has(outer?.type ?? "");
  return isIdle ? around : node;
}

function insertion(at: number, text: CText): Edit {
  return { start: at, end: at, text };
}
