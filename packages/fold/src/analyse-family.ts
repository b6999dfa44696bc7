import type { Family } from "@kindred/clones";
import { type AntiUnification, antiUnify, type KeepWhole } from "./anti-unify/anti-unify.ts";
import { findTornToken } from "./anti-unify/check-skeleton.ts";
import type { SkeletonNode } from "./anti-unify/skeleton.ts";
import { type ConstantScope, constantType } from "./holes/constant-type.ts";
import { ownEnumerators } from "./holes/enum-table.ts";
import { holePlaces, planParameters } from "./holes/hole-parameters.ts";
import { carryComments } from "./members/carry-comments.ts";
import { chooseBody } from "./members/choose-body.ts";
import { type FoldMember, type LoadContext, loadMembers } from "./members/fold-member.ts";
import { kernelHeaders } from "./members/kernel-headers.ts";
import { ownMacros } from "./members/macro-table.ts";
import { shapeKey } from "./members/shape-key.ts";
import type { SourceFile } from "./members/source-file.ts";
import type { FoldDesign } from "./place/fold-design.ts";
import { parameterNames } from "./print/call-text.ts";
import { namesItselfOtherwise } from "./print/helper-text.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";
import { findUnsafeConstruct } from "./refuse/find-unsafe-construct.ts";

/** A family with its members in hand. */
export interface LoadedFamily {
  readonly family: Family;
  readonly members: readonly FoldMember[];
}

/** Reads a family's members from the tree. */
export function loadFamily(family: Family, context: LoadContext): LoadedFamily | Refusal {
  if (family.grain !== "function") {
    return refuse("fragment-grain", "Fragments of functions are not folded yet.");
  }
  if (family.members.length < 2) return refuse("too-few-members", "A family needs two members to be folded.");
  const members = loadMembers(family, context);
  return isRefusal(members) ? members : { family, members };
}

/** Finds the skeleton and holes of loaded members, and decides whether and how they can be folded. */
export function analyseFamily({ family, members }: LoadedFamily, context: LoadContext): FoldDesign | Refusal {
  const scopes = members.map(({ file }) => readScope(file, context));
  for (const [i, member] of members.entries()) {
    const refusal = refuseMember(member, scopes[i]);
    if (refusal) return refusal;
  }
  return designFold(family, members, scopes, context);
}

/** The parts of a family that differ in values only and share a file: what is tried when the whole cannot be folded. */
export function splitFamily({ family, members }: LoadedFamily): LoadedFamily[] {
  const parts = new Map<string, FoldMember[]>();
  for (const member of members) {
    const key = `${member.file.path}\n${shapeKey(member)}`;
    parts.set(key, [...(parts.get(key) ?? []), member]);
  }
  return [...parts.values()]
    .filter((part) => part.length > 1 && part.length < members.length)
    .map((part) => ({ family: { ...family, members: part.map(({ member }) => member) }, members: part }));
}

function readScope(file: SourceFile, context: LoadContext): ConstantScope {
  const macros = ownMacros(file, context.sources);
  const headers = kernelHeaders(macros, context.sources);
  return { macros, enums: ownEnumerators(macros), headers, parser: context.parser };
}

function refuseMember(member: FoldMember, { macros }: ConstantScope): Refusal | undefined {
  const unsafe = findUnsafeConstruct(member, macros);
  if (unsafe) return unsafe;
  const name = `${member.member.function}()`;
  if (!parameterNames(member)) return refuse("not-parsed", `${name} has a parameter without a name.`);
  if (namesItselfOtherwise(member)) return refuse("recursive-function", `${name} uses its own address.`);
  const same = member.file.functions.filter((span) => span.name === member.span.name);
  return same.length > 1
    ? refuse("configuration-differs", `${member.file.path} defines ${name} more than once.`)
    : undefined;
}

function designFold(
  family: Family,
  members: readonly FoldMember[],
  scopes: readonly ConstantScope[],
  context: LoadContext,
): FoldDesign | Refusal {
  const unifier = antiUnify(members, keepConstantsWhole(scopes));
  const places = holePlaces(unifier);
  const parameters = planParameters(unifier, members, scopes, context.tree);
  if (isRefusal(parameters)) return parameters;
  const torn = refuseTorn(unifier, members);
  if (torn) return torn;
  const body = chooseBody(members, places.flat());
  if (isRefusal(body)) return body;
  const comments = carryComments(members, body, unifier.root);
  if (isRefusal(comments)) return comments;
  const strategy = parameters.length === 0 ? "shared-function" : "parameterised-function";
  return { family, strategy, members, unifier, parameters, body, comments };
}

/** What the parser did not see: annotations, and arguments of macros that the profile rewrote. */
function refuseTorn(unifier: AntiUnification, members: readonly FoldMember[]): Refusal | undefined {
  const torn = findTornToken(
    unifier,
    members.map(({ plainText, names }) => ({ text: plainText, names })),
  );
  if (torn === undefined) return undefined;
  const word = /^\w+|^./.exec(members[0].plainText.slice(torn))?.[0] ?? "the end";
  return torn < members[0].span.bodyStart - members[0].span.start
    ? refuse("attributes-differ", `The members' declarations differ in annotations (at ${word}).`)
    : refuse(
        "macro-hides-difference",
        `The members differ at ${word}, inside a macro that the parser doesn't see into.`,
      );
}

const WHOLE_NODES: ReadonlySet<string> = new Set([
  "call_expression",
  "sizeof_expression",
  "concatenated_string",
]);

/** A constant like `BIT(3)`, `-1` or `sizeof(x)` is passed as a whole, and so is one with two differences in it. */
function keepConstantsWhole(scopes: readonly ConstantScope[]): KeepWhole {
  return (node: SkeletonNode) =>
    isAddress(node) ||
    (isConstantShape(node) &&
      node.terms.every((term, i) => term && constantType(term, scopes[i]) !== undefined));
}

/** `&first_ops` against `&second_ops`. */
function isAddress({ type, children }: SkeletonNode): boolean {
  return (
    type === "pointer_expression" && children[0]?.terms[0]?.text === "&" && children[1]?.type === "identifier"
  );
}

function isConstantShape(node: SkeletonNode): boolean {
  if (WHOLE_NODES.has(node.type)) return true;
  if (node.type === "unary_expression") return node.children[0]?.terms[0]?.text === "-";
  return node.type === "binary_expression" && countHoles(node) > 1;
}

function countHoles(node: SkeletonNode): number {
  return node.hole !== undefined ? 1 : node.children.reduce((sum, child) => sum + countHoles(child), 0);
}
