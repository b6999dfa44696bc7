import type { CParser } from "@kindred/c-source";
import type { KernelHeaders } from "../members/kernel-headers.ts";
import type { MacroTable } from "../members/macro-table.ts";
import { buildTerm, childIn, leavesOf, type Term } from "../syntax/term.ts";
import { type EnumTable, enumeratorsOf } from "./enum-table.ts";
import { commonType, isIntegerType, literalType, promote } from "./integer-type.ts";
import { PURE_MACROS } from "./pure-macros.ts";

/** What is known of the names that a constant is made of. */
export interface ConstantScope {
  readonly macros: MacroTable;
  readonly enums: EnumTable;
  readonly headers: KernelHeaders;
  readonly parser: CParser;
}

const MOST_DEPTH = 24;
const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">=", "&&", "||"]);

/**
 * The type of a constant expression without side effects, as C's rules give it: literals, enumerators, the driver's
 * own macros and the kernel's (expanded by their definition), `sizeof`, casts, arithmetic, `BIT()` and its kind. Undefined for
 * anything else, and where two definitions of a macro have different types.
 */
export function constantType(term: Term, scope: ConstantScope): string | undefined {
  return typeOf(term, scope, new Map(), 0);
}

type Arguments = ReadonlyMap<string, string | undefined>;

function typeOf(term: Term, scope: ConstantScope, args: Arguments, depth: number): string | undefined {
  if (depth > MOST_DEPTH) return undefined;
  const inner = (part: Term | undefined): string | undefined => part && typeOf(part, scope, args, depth + 1);
  switch (term.type) {
    case "number_literal":
      return literalType(term.text);
    case "char_literal":
      return term.text.startsWith("'") ? "int" : undefined;
    case "string_literal":
      return term.text.startsWith('"') ? "const char *" : undefined;
    case "concatenated_string":
      return term.children.every((part) => inner(part) === "const char *") ? "const char *" : undefined;
    case "true":
    case "false":
      return "bool";
    case "identifier":
      return args.has(term.text) ? args.get(term.text) : nameType(term.text, scope, depth);
    case "parenthesized_expression":
      return inner(term.children[1]);
    case "unary_expression":
      return unaryType(term, inner(childIn(term, "argument")));
    case "binary_expression":
      return binaryType(term, inner(childIn(term, "left")), inner(childIn(term, "right")));
    case "cast_expression":
      return inner(childIn(term, "value")) && castType(term);
    case "sizeof_expression":
      return "size_t";
    case "call_expression":
      return callType(term, scope, inner, depth);
    default:
      return undefined;
  }
}

function unaryType(term: Term, argument: string | undefined): string | undefined {
  const operator = childIn(term, "operator")?.text;
  if (argument === undefined || argument.endsWith("*")) return undefined;
  return operator === "!" ? "int" : promote(argument);
}

function binaryType(term: Term, left: string | undefined, right: string | undefined): string | undefined {
  const operator = childIn(term, "operator")?.text ?? "";
  if (left === undefined || right === undefined || left.endsWith("*") || right.endsWith("*"))
    return undefined;
  if (COMPARISONS.has(operator)) return "int";
  return operator === "<<" || operator === ">>" ? promote(left) : commonType(left, right);
}

function castType(term: Term): string | undefined {
  const type = childIn(term, "type");
  const name =
    type &&
    leavesOf(type)
      .map((leaf) => leaf.text)
      .join(" ");
  return name !== undefined && isIntegerType(name) ? name : undefined;
}

function callType(
  term: Term,
  scope: ConstantScope,
  inner: (part: Term) => string | undefined,
  depth: number,
): string | undefined {
  const callee = childIn(term, "function");
  const list = childIn(term, "arguments");
  if (callee?.type !== "identifier" || !list) return undefined;
  const values = list.children.filter((child) => child.named);
  const pure = PURE_MACROS.get(callee.text);
  if (callee.text === "ARRAY_SIZE") return pure;
  const types = values.map(inner);
  if (types.some((type) => type === undefined)) return undefined;
  if (pure) return pure;
  return agreed(scope.macros.find(callee.text), ({ parameters, body }) => {
    if (parameters?.length !== values.length || /#/.test(body)) return undefined;
    return bodyType(body, scope, new Map(parameters.map((name, i) => [name, types[i]])), depth);
  });
}

function nameType(name: string, scope: ConstantScope, depth: number): string | undefined {
  const own = scope.macros.find(name);
  const isOwnEnumerator = scope.enums.has(name);
  if (isOwnEnumerator) return own.length === 0 ? "int" : undefined;
  const definitions = own.length > 0 ? own : scope.headers.macros(name);
  if (definitions.length === 0) return kernelEnumerator(name, scope.headers) ? "int" : undefined;
  return agreed(definitions, ({ parameters, body }) =>
    parameters ? undefined : bodyType(body, scope, new Map(), depth),
  );
}

const enumerators = new WeakMap<
  KernelHeaders,
  Map<string, { readonly tag: string | undefined } | undefined>
>();

/** Where a header of the kernel declares an enumerator: the name of its enum, if that has one. */
function kernelEnumerator(
  name: string,
  headers: KernelHeaders,
): { readonly tag: string | undefined } | undefined {
  const known =
    enumerators.get(headers) ?? new Map<string, { readonly tag: string | undefined } | undefined>();
  enumerators.set(headers, known);
  if (known.has(name)) return known.get(name);
  let found: { readonly tag: string | undefined } | undefined;
  headers.some((header) => {
    const names = enumeratorsOf(header);
    if (names.has(name)) found = { tag: names.get(name) };
    return found !== undefined;
  });
  known.set(name, found);
  return found;
}

/** `enum foo` for an enumerator of it that has type `int`; undefined for all other expressions. */
export function enumType(term: Term, { macros, enums, headers }: ConstantScope): string | undefined {
  const { type, text } = term;
  if (type !== "identifier" || macros.find(text).length > 0) return undefined;
  const isOwn = enums.has(text);
  if (!isOwn && headers.macros(text).length > 0) return undefined;
  const tag = isOwn ? enums.tagOf(text) : kernelEnumerator(text, headers)?.tag;
  return tag && `enum ${tag}`;
}

function agreed<T>(items: readonly T[], type: (item: T) => string | undefined): string | undefined {
  const types = new Set(items.map(type));
  return types.size === 1 ? [...types][0] : undefined;
}

function bodyType(body: string, scope: ConstantScope, args: Arguments, depth: number): string | undefined {
  if (body === "" || body.length > 500) return undefined;
  const parsed = scope.parser.parseFunction(`int f(void)\n{\n\treturn ${body};\n}`);
  try {
    const root = parsed.clean ? buildTerm(parsed, parsed.root) : undefined;
    const statement = root && find(root, "return_statement");
    const value = statement?.children[1];
    const isWhole = value !== undefined && value.end - value.start === body.trimEnd().length;
    return isWhole ? typeOf(value, scope, args, depth + 1) : undefined;
  } finally {
    parsed.free();
  }
}

function find(term: Term, type: string): Term | undefined {
  if (term.type === type) return term;
  for (const child of term.children) {
    const found = find(child, type);
    if (found) return found;
  }
  return undefined;
}
