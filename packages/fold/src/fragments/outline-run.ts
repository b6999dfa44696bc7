import type { CText, Edit } from "@kindred/c-source";
import { unwrap } from "../flow/effects.ts";
import { declareVariable, type LocalVariable } from "../flow/local-variable.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { applyAligned } from "../print/align-text.ts";
import { wrapList } from "../print/wrap-list.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { childIn, type Term, walkTerm } from "../syntax/term.ts";
import type { FragmentInterface, PlannedRun } from "./fragment-interface.ts";
import { indentOf } from "./run.ts";
import { isLastGuard, type Jump, returnType } from "./run-exits.ts";

/** The text of a run as a function of its own, and where its name and body begin. */
export interface Outline {
  readonly text: CText;
  readonly nameStart: number;
  readonly bodyStart: number;
}

const NAME = "outlined_run";

/** Writes a run as a function with the shared interface. */
export function outlineRun(run: PlannedRun, shared: FragmentInterface): Outline | Refusal {
  const indent = indentOf(run.flow.run);
  if (indent === undefined)
    return refuse("fragment-bounds", "Something else stands on the line on which the run begins.");
  const type = resultType(run, shared);
  if (type === undefined)
    return refuse("jumps-out", "The function returns something that a helper cannot be declared with.");
  const prefix = `static ${type}${type.endsWith("*") ? "" : " "}`;
  const items = shared.parameters.map((slot) => declareParameter(run, shared, slot));
  const head = wrapList(`${prefix}${NAME}(`, items.length > 0 ? items : ["void"], ")");
  const body = runBody(run, shared, indent);
  const own = ownDeclarations(run, shared, body.isNamed);
  const text = `${head}\n{\n${own}${body.text}\n}`;
  return { text, nameStart: prefix.length, bodyStart: head.length + 1 };
}

function resultType(run: PlannedRun, shared: FragmentInterface): string | undefined {
  const { kind, result } = shared;
  if (kind === "error") return "int";
  if (kind === "flag") return "bool";
  if (kind === "ends") return hostType(run);
  if (result === undefined) return "void";
  const { base, stars } = variableAt(run, shared, result);
  return stars === 0 ? base : `${base} ${"*".repeat(stars)}`;
}

/** The return type of the function around, annotations left out. */
function hostType({ flow }: PlannedRun): string | undefined {
  const { term, text } = flow.host;
  const type = childIn(term, "type");
  const plain = returnType(flow);
  if (plain !== undefined && plain !== "") return plain;
  const declarator = childIn(term, "declarator");
  if (!type || !declarator) return undefined;
  const stars = /^\**/.exec(text.slice(declarator.start))![0];
  const base = text.slice(type.start, type.end).replace(/\s+/g, " ");
  const isConst = term.children.some((child) => child.type === "type_qualifier" && child.start < type.start);
  return `${isConst ? "const " : ""}${base}${stars === "" ? "" : ` ${stars}`}`;
}

/** A local with its type as all runs declare it. */
function variableAt({ locals }: PlannedRun, { bases }: FragmentInterface, slot: number): LocalVariable {
  const { variable } = locals[slot];
  return bases[slot] === "" ? variable : { ...variable, base: bases[slot] };
}

function declareParameter(run: PlannedRun, shared: FragmentInterface, slot: number): CText {
  const variable = variableAt(run, shared, slot);
  if (shared.passing[slot] === "value") return declareVariable(variable);
  const { base, stars, name } = variable;
  return `${base} ${"*".repeat(stars + 1)}${name}`;
}

/** Declarations of the helper's own variables, longest first, and a blank line. */
function ownDeclarations(run: PlannedRun, shared: FragmentInterface, isNamed: RunBody["isNamed"]): CText {
  const own = [...run.locals.keys()]
    .filter((slot) => shared.passing[slot] === "own" && isNamed(run.locals[slot].variable))
    .map((slot) => variableAt(run, shared, slot));
  const lines = new Map<string, string>();
  for (const variable of own) {
    const key = variable.stars === 0 && variable.suffix === "" ? variable.base : `\0${variable.name}`;
    const before = lines.get(key);
    lines.set(key, before ? `${before}, ${variable.name}` : `\t${declareVariable(variable)}`);
  }
  const sorted = [...lines.values()].map((line) => `${line};\n`).sort((a, b) => b.length - a.length);
  return sorted.length === 0 ? "" : `${sorted.join("")}\n`;
}

interface RunBody {
  readonly text: CText;
  /** Whether a local still stands in it. */
  isNamed(variable: LocalVariable): boolean;
}

function runBody(run: PlannedRun, shared: FragmentInterface, indent: CText): RunBody {
  const { host, run: range, effects } = run.flow;
  const base = host.text.lastIndexOf("\n", range.start - 1) + 1;
  const end = endEdits(run, shared);
  const edits = outermost([...pointerEdits(run, shared), ...jumpEdits(run, shared), ...end.edits]).map(
    (edit) => ({
      start: edit.start - base,
      end: edit.end - base,
      text: edit.text,
    }),
  );
  const moved = applyAligned(host.text.slice(base, range.end), edits);
  const margin = indent.slice(1);
  const lines = moved.split("\n").map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line));
  const text = lines.join("\n") + end.tail;
  const words = ordinaryWords(text);
  return {
    text,
    isNamed: ({ id, name }) =>
      words.has(name) || effects.some(({ local, isHidden }) => local === id && isHidden),
  };
}

/** Edits that no larger one holds, in the order of the text. */
function outermost(edits: readonly Edit[]): Edit[] {
  const isHeld = (edit: Edit): boolean =>
    edits.some(
      (other) =>
        other.start <= edit.start && edit.end <= other.end && other.end - other.start > edit.end - edit.start,
    );
  return edits.filter((edit) => !isHeld(edit)).sort((a, b) => a.start - b.start);
}

/** Words of a text that do not name members of structures. */
function ordinaryWords(text: CText): ReadonlySet<string> {
  const tokens = cTokens(text);
  return new Set(
    tokens
      .filter((token, i) => isWord(token) && !/^(?:\.|->)$/.test(tokens[i - 1]?.text ?? ""))
      .map((token) => token.text),
  );
}

/** What the helper ends with, and what of the run's last statement gives way to it. */
function endEdits(
  run: PlannedRun,
  { kind, result, passing }: FragmentInterface,
): { edits: Edit[]; tail: CText } {
  const last = run.flow.run.statements.at(-1)!;
  if (kind === "error") {
    const { error } = run.exits;
    if (error === undefined || !isLastGuard(run.flow, error, true) || hasAssignment(last))
      return { edits: [], tail: "\n\n\treturn 0;" };
    return { edits: returnError(run, last, error), tail: "" };
  }
  if (kind === "flag") return returnFlag(run, last);
  if (result === undefined || kind === "ends") return { edits: [], tail: "" };
  const { variable } = run.locals[result];
  const assigned = lastAssignment(last, variable, run);
  if (assigned && passing[result] === "own")
    return { edits: [{ start: last.start, end: assigned.start, text: "return " }], tail: "" };
  return { edits: [], tail: `\n\n\treturn ${variable.name};` };
}

/** `return f();` for `ret = f(); if (ret) return ret;`, or `return ret;` for the `if` alone. */
function returnError(run: PlannedRun, last: Term, error: number): Edit[] {
  const variable = run.flow.variables.get(error)!;
  const before = run.flow.run.statements.at(-2);
  const value = before && lastAssignment(before, variable, run);
  return !value || /\/[/*]/.test(run.flow.host.text.slice(value.end, last.start))
    ? [{ start: last.start, end: last.end, text: `return ${variable.name};` }]
    : keepBetween({ start: before.start, end: last.end }, value, ["return ", ";"]);
}

/** Replaces what stands around a part; edits of the part itself stay possible. */
function keepBetween(whole: Span, part: Span, [lead, tail]: readonly [CText, CText]): Edit[] {
  return [
    { start: whole.start, end: part.start, text: lead },
    { start: part.end, end: whole.end, text: tail },
  ];
}

type Span = Pick<Edit, "start" | "end">;

/** `return f();` for `if (!f()) return false; return true;`. */
function returnFlag({ exits, flow }: PlannedRun, last: Term): { edits: Edit[]; tail: CText } {
  const plain = { edits: [], tail: "\n\n\treturn true;" };
  const condition = childIn(last, "condition");
  const taken = childIn(last, "consequence");
  if (last.type !== "if_statement" || childIn(last, "alternative") || !condition || !taken) return plain;
  const statements = taken.type === "compound_statement" ? taken.children.slice(1, -1) : [taken];
  const isJump = exits.jumps.some(({ statement }) => statement === statements[0]);
  const isSimple = !/\/[/*]|\n/.test(flow.host.text.slice(condition.start, condition.end));
  return statements.length === 1 && isJump && isSimple
    ? { edits: negated(last, unwrap(condition)), tail: "" }
    : plain;
}

/** `return` and the opposite of a condition, in the place of an `if`. */
function negated(whole: Term, test: Term): Edit[] {
  const operator = childIn(test, "operator");
  const argument = childIn(test, "argument");
  if (test.type === "unary_expression" && operator?.text === "!" && argument)
    return keepBetween(whole, argument, ["return ", ";"]);
  if (test.type === "binary_expression" && operator && /^[=!]=$/.test(operator.text)) {
    const opposite = { start: operator.start, end: operator.end, text: operator.text === "==" ? "!=" : "==" };
    return [...keepBetween(whole, test, ["return ", ";"]), opposite];
  }
  const isLoose = /^(?:binary|conditional|assignment|cast|comma)_expression$/.test(test.type);
  return keepBetween(whole, test, isLoose ? ["return !(", ");"] : ["return !", ";"]);
}

function hasAssignment(guard: Term): boolean {
  let found = false;
  const condition = childIn(guard, "condition");
  if (condition)
    walkTerm(condition, (term) => {
      found ||= term.type === "assignment_expression";
    });
  return found;
}

/** The value of a last statement `x = value;`. */
function lastAssignment(last: Term, { id }: LocalVariable, { flow }: PlannedRun): Term | undefined {
  const assignment = last.type === "expression_statement" ? last.children[0] : undefined;
  if (assignment?.type !== "assignment_expression" || childIn(assignment, "operator")?.text !== "=")
    return undefined;
  const left = childIn(assignment, "left");
  const right = childIn(assignment, "right");
  const isOwn = left?.type === "identifier" && flow.localAt.get(left.start) === id;
  return isOwn && right?.type !== "assignment_expression" ? right : undefined;
}

function jumpEdits({ exits, flow, locals }: PlannedRun, { kind, result }: FragmentInterface): Edit[] {
  if (kind === "flag")
    return exits.jumps.map(({ statement: { start, end } }) => ({ start, end, text: "return false;" }));
  if (kind === "falls") {
    const text = result === undefined ? "return;" : `return ${locals[result].variable.name};`;
    return exits.jumps.map(({ statement: { start, end } }) => ({ start, end, text }));
  }
  if (kind !== "error" || exits.error === undefined) return [];
  const { name } = flow.variables.get(exits.error)!;
  return exits.jumps
    .filter(({ statement }) => statement.type === "goto_statement")
    .flatMap((jump) => returnInstead(jump, name, flow.host));
}

/** `return ret;` for `goto out;`, and `return -ENOMEM;` for `{ ret = -ENOMEM; goto out; }`. */
function returnInstead({ statement, path }: Jump, name: string, { text }: FoldMember): Edit[] {
  const plain = [{ start: statement.start, end: statement.end, text: `return ${name};` }];
  const [around, block] = path.slice(-2);
  const [open, first, second, close] = block?.children ?? [];
  const isPair = block?.type === "compound_statement" && second === statement && close?.text === "}";
  const assignment = isPair && first.type === "expression_statement" ? first.children[0] : undefined;
  const isAlone = around?.type === "if_statement" && !childIn(around, "alternative");
  if (!assignment || !isAlone || assignment.type !== "assignment_expression") return plain;
  const isPlain = childIn(assignment, "left")?.text === name && childIn(assignment, "operator")?.text === "=";
  if (!isPlain || /\/[/*]/.test(text.slice(open.start, close.end))) return plain;
  const indent = text.slice(text.lastIndexOf("\n", first.start - 1) + 1, first.start);
  if (indent.trim() !== "") return plain;
  const start = open.start - /\s*$/.exec(text.slice(0, open.start))![0].length;
  return keepBetween({ start, end: close.end }, childIn(assignment, "right")!, [`\n${indent}return `, ";"]);
}

/** `x` becomes `*x`, `&x` becomes `x`, `x.f` becomes `x->f`, for what the helper has a pointer to. */
function pointerEdits(run: PlannedRun, { passing }: FragmentInterface): Edit[] {
  const ids = new Set(
    run.locals
      .filter(({ variable }, slot) => passing[slot] === "object" && variable.shape !== "array")
      .map(({ variable }) => variable.id),
  );
  const edits: Edit[] = [];
  const visit = (term: Term, path: readonly Term[]): void => {
    const id = term.type === "identifier" ? run.flow.localAt.get(term.start) : undefined;
    if (id !== undefined && ids.has(id)) edits.push(...throughPointer(term, path, run.flow.host.text));
    for (const child of term.children) visit(child, [...path, term]);
  };
  if (ids.size > 0) for (const statement of run.flow.run.statements) visit(statement, []);
  return edits;
}

function throughPointer(leaf: Term, path: readonly Term[], text: CText): Edit[] {
  const around = path.at(-1);
  const operator = around && childIn(around, "operator");
  if (around?.type === "pointer_expression" && operator?.text === "&")
    return [{ start: around.start, end: leaf.start, text: "" }];
  if (around?.type === "field_expression" && operator?.text === ".")
    return [{ start: operator.start, end: operator.end, text: "->" }];
  const isPostfix =
    around !== undefined &&
    leaf.field !== "index" &&
    /^(?:subscript_expression|field_expression|update_expression)$/.test(around.type);
  const isCallee = around?.type === "call_expression" && leaf.field === "function";
  const needs = isPostfix || isCallee || text[leaf.start - 1] === "/";
  // The name as a whole, so that an edit that ends where it begins does not take it for a part of its own.
  return [{ start: leaf.start, end: leaf.end, text: needs ? `(*${leaf.text})` : `*${leaf.text}` }];
}
