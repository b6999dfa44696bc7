import type { CText, Edit } from "@kindred/c-source";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import { arrangeArguments } from "../fields/arrange-arguments.ts";
import { fieldEdits } from "../fields/field-use.ts";
import { type HoleParameter, placesOf } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { Linkage } from "../place/fold-design.ts";
import { functionDeclarator } from "../syntax/declarator.ts";
import { childIn, leavesOf, walkTerm } from "../syntax/term.ts";
import { applyAligned } from "./align-text.ts";
import type { FunctionDesign } from "./function-design.ts";
import { wrapList } from "./wrap-list.ts";

interface HelperShape {
  readonly name: string;
  readonly parameters: readonly HoleParameter[];
  readonly dropped: ReadonlySet<number> | undefined;
  readonly linkage: Linkage;
}

/** The helper's definition: one member's text with the values that differ replaced by parameters. */
export function helperText(design: FunctionDesign, name: string, linkage: Linkage): CText {
  const body = design.members[design.body];
  const { parameters, dropped } = design;
  const shape = { name, linkage, parameters, dropped };
  const edits: Edit[] = [
    ...headEdits(body, shape),
    ...recursionEdits(body, shape),
    ...holeEdits(design),
    ...callEdits(design, shape),
    ...design.inserted,
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

/** The declaration laid out anew, up to the parenthesis that closes its parameters; nothing when nothing changes. */
function headEdits(body: FoldMember, shape: HelperShape): Edit[] {
  const list = childIn(functionDeclarator(body.term)!, "parameters")!;
  const nameStart = body.span.nameStart - body.span.start;
  const before = body.text.slice(0, nameStart);
  const prefix = withLinkage(before, shape.linkage);
  const added = shape.parameters.map(declareParameter);
  const isSame =
    prefix === before && shape.name === body.span.name && added.length === 0 && !shape.dropped?.size;
  if (isSame) return [];
  const own = list.children
    .filter((child) => child.named)
    .map((child) => body.text.slice(child.start, child.end).replace(/\s+/g, " "));
  const items = arrangeArguments(own.join() === "void" && added.length > 0 ? [] : own, added, shape);
  const line = prefix.lastIndexOf("\n") + 1;
  const text = prefix.slice(0, line) + wrapList(`${prefix.slice(line)}${shape.name}(`, items, ")");
  return [{ start: 0, end: list.end, text }];
}

/** The words before the name with the linkage that the helper has. */
function withLinkage(before: CText, linkage: string): CText {
  const written = [...before.matchAll(/\b(?:static|inline)\b/g)].map((match) => match[0]).join(" ");
  if (written === linkage || (linkage === "static" && written === "static inline")) return before;
  const bare = before.replace(/\b(?:static|inline|__inline|__inline__)\s+/g, "");
  return linkage === "" ? bare : `${linkage} ${bare}`;
}

/** Calls of the function by itself go to the helper and pass its added parameters on. */
function recursionEdits(body: FoldMember, shape: HelperShape): Edit[] {
  const { names, term } = body;
  const edits: Edit[] = [];
  const extra = shape.parameters.map((parameter) => parameter.name).join(", ");
  walkTerm(term, (part) => {
    const callee = part.type === "call_expression" ? childIn(part, "function") : undefined;
    if (!callee || names.self === undefined || names.at.get(callee.start) !== names.self) return;
    const list = childIn(part, "arguments")!;
    const separator = list.children.some((child) => child.named) ? ", " : "";
    edits.push({ start: callee.start, end: callee.end, text: shape.name });
    if (extra !== "") edits.push({ start: list.end - 1, end: list.end - 1, text: separator + extra });
  });
  return edits;
}

/** Calls of functions that other helpers replace pass on what this one is given. */
function callEdits({ calls = [], body }: FunctionDesign, { parameters }: HelperShape): Edit[] {
  const extra = parameters.map(({ name }) => name).join(", ");
  return calls.flatMap(({ callee, list, helper }): Edit[] => {
    const [name, args] = [callee.terms[body]!, list.terms[body]!];
    const separator = args.children.some((child) => child.named) ? ", " : "";
    return [
      { start: name.start, end: name.end, text: helper() },
      { start: args.end - 1, end: args.end - 1, text: separator + extra },
    ];
  });
}

/** `int reg`, `const char *name`, `int (*read)(struct hw *hw)`. */
export function declareParameter({ type, name }: Pick<HoleParameter, "type" | "name">): CText {
  if (type.includes("(*)")) return type.replace("(*)", `(*${name})`);
  return type.endsWith("*") ? type + name : `${type} ${name}`;
}

function holeEdits({ places, parameters, entries = [], body }: FunctionDesign): Edit[] {
  return [...parameters, ...entries].flatMap((parameter) => {
    const { name, field } = parameter;
    if (field) return fieldEdits(field, name, body);
    return placesOf(parameter, places).map((place) => {
      const { start, end } = replacedNode(place).terms[body]!;
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
