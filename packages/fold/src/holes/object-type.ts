import { type CParser, createTypeScope, findAll, type TreeReader } from "@kindred/c-source";
import type { FoldMember } from "../members/fold-member.ts";
import type { Term } from "../syntax/term.ts";

/**
 * The type of the address of a file-level object: `&lm_ops`, or an array's name. An address never changes, so it may
 * be passed ahead; an object's value may change and has no type here. Undefined for anything else, and where the
 * declarations in sight do not tell the type.
 */
export function objectType(
  term: Term,
  member: FoldMember,
  parser: CParser,
  tree: TreeReader,
): string | undefined {
  const name = objectName(term);
  if (name === undefined || member.file.directiveWords.has(name)) return undefined;
  const parsed = parser.parseFunction(
    `void f(void)\n{\n\treturn ${member.text.slice(term.start, term.end)};\n}`,
  );
  try {
    const scope = createTypeScope(parsed, { file: member.file, tree });
    const [statement] = findAll(parsed.root, "return_statement");
    const value = statement?.namedChild(0);
    const declared = value && scope.typeOfName(name, value);
    if (!value || !declared) return undefined;
    const isPlain =
      term.type === "pointer_expression" ? !declared.isArray : declared.isArray && declared.pointers === 1;
    const type = isPlain ? scope.typeOf(value) : undefined;
    return type && /^[\w *]+$/.test(type.text) && type.pointers > 0 ? type.text : undefined;
  } finally {
    parsed.free();
  }
}

/** `x` of `x` and of `&x`. */
function objectName(term: Term): string | undefined {
  if (term.type === "identifier") return term.text;
  const [operator, argument] = term.children;
  const isAddress =
    term.type === "pointer_expression" && operator?.text === "&" && argument?.type === "identifier";
  return isAddress ? argument.text : undefined;
}
