import type { CText } from "@kindred/c-source";
import { type BoundNames, parametersOf } from "../syntax/bind-names.ts";
import { declaredName } from "../syntax/declarator.ts";
import { childIn, type Term, walkTerm } from "../syntax/term.ts";

/** A parameter or local of a function, as it is declared. */
export interface LocalVariable {
  /** Its number in {@link BoundNames}. */
  readonly id: number;
  readonly name: string;
  /** What stands before the declarators, storage words left out: `const struct foo`. */
  readonly base: CText;
  /** Stars in front of the name. */
  readonly stars: number;
  /** What stands behind the name: `[4]`. */
  readonly suffix: CText;
  readonly shape: "scalar" | "record" | "array";
  readonly isParameter: boolean;
  /** Whether a helper can declare it in the same words: no storage class, attribute, function pointer, `const` object. */
  readonly isPlain: boolean;
  /** Whether its declaration gives it a value that is more than a constant: it cannot just go. */
  readonly isComputed: boolean;
  /** Bytes of its declaration. */
  readonly start: number;
  readonly end: number;
}

/** Every parameter and local of a function by its number. */
export function listLocalVariables(
  definition: Term,
  text: CText,
  names: BoundNames,
): ReadonlyMap<number, LocalVariable> {
  const found = new Map<number, LocalVariable>();
  const add = (declaration: Term, declarator: Term, isParameter: boolean): void => {
    const leaf = declaredName(declarator);
    const id = leaf && names.at.get(leaf.start);
    if (leaf && id !== undefined && !found.has(id))
      found.set(id, readVariable(declaration, declarator, leaf, { id, text, isParameter }));
  };
  for (const parameter of parametersOf(definition)) {
    const declarator = childIn(parameter, "declarator");
    if (declarator) add(parameter, declarator, true);
  }
  walkTerm(definition, (term) => {
    if (term.type !== "declaration") return;
    for (const child of term.children) if (child.field === "declarator") add(term, child, false);
  });
  for (const id of namedRecords(definition, names)) {
    const variable = found.get(id);
    if (variable?.shape === "scalar" && variable.stars === 0) found.set(id, { ...variable, shape: "record" });
  }
  return found;
}

/** Locals of which a member is used (`req.len`): their type is a structure, whatever name it has. */
function namedRecords(definition: Term, { at }: BoundNames): Set<number> {
  const ids = new Set<number>();
  walkTerm(definition, (term) => {
    if (term.type !== "field_expression" || childIn(term, "operator")?.text !== ".") return;
    let owner = childIn(term, "argument");
    while (owner?.type === "parenthesized_expression") owner = owner.children[1];
    const id = owner && at.get(owner.start);
    if (id !== undefined && owner?.type === "identifier") ids.add(id);
  });
  return ids;
}

interface Reading {
  readonly id: number;
  readonly text: CText;
  readonly isParameter: boolean;
}

function readVariable(
  declaration: Term,
  whole: Term,
  leaf: Term,
  { id, text, isParameter }: Reading,
): LocalVariable {
  const declarator = whole.type === "init_declarator" ? childIn(whole, "declarator")! : whole;
  const first = declaration.children.find((child) => child.field === "declarator")!;
  const base = text.slice(declaration.start, first.start).replace(/\s+/g, " ").trim();
  const before = text.slice(declarator.start, leaf.start).replace(/\s+/g, "");
  const written = text.slice(leaf.end, declarator.end).trim();
  // An array parameter is a pointer.
  const isPointer = isParameter && written.startsWith("[");
  const suffix = isPointer ? "" : written;
  const type = childIn(declaration, "type")?.type ?? "";
  const isWritten = /^\**$/.test(before) && /^(?:\[[^\]]*\])?$/.test(written);
  const isStored = /\b(?:static|register|volatile|extern|auto|__attribute__|__free|typeof\w*)\b/.test(
    text.slice(declaration.start, declaration.end),
  );
  const isConstObject = before === "" && !isPointer && /\bconst\b/.test(base);
  const isRecord = /^(?:struct|union)_specifier$/.test(type) && before === "" && !isPointer;
  return {
    id,
    name: leaf.text,
    base,
    stars: before.length + (isPointer ? 1 : 0),
    suffix,
    shape: suffix.includes("[") ? "array" : isRecord ? "record" : "scalar",
    isParameter,
    isPlain: isWritten && !isStored && !isConstObject && !base.includes("{"),
    isComputed: whole.type === "init_declarator" && !isConstant(text, childIn(whole, "value")),
    start: declaration.start,
    end: declaration.end,
  };
}

/** `0`, `-1`, `NULL`, `EMPTY`. */
function isConstant(text: CText, value: Term | undefined): boolean {
  return (
    value !== undefined && /^-?(?:\d\w*|true|false|[A-Z][A-Z0-9_]*)$/.test(text.slice(value.start, value.end))
  );
}

/** `struct foo *x`, `u8 buf[4]`. */
export function declareVariable({ base, stars, name, suffix }: LocalVariable): CText {
  return `${base} ${"*".repeat(stars)}${name}${suffix}`;
}
