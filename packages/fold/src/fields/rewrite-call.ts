import { type CText, createTypeScope, findAll } from "@kindred/c-source";
import type { FoldMember, LoadContext } from "../members/fold-member.ts";
import type { DirectCall } from "../members/function-uses.ts";
import { parameterNames } from "../print/call-text.ts";
import { arrangeArguments, type HelperParameters } from "./arrange-arguments.ts";

/** What may be said twice: a variable, its fields and elements; no macro. */
const CALM_POINTER = /^&?[a-z_]\w*(?:(?:->|\.)\w+|\[\w+\])*$/;
/** What does nothing, so that the order in which arguments are worked out does not matter. */
const CALM = /^(?!.*(?:\+\+|--|=))[\w\s.,&*[\]"'>|+!~-]*$/;

/**
 * All arguments of a call that goes from a member to a helper with fields: `&priv->rx.count` where `f(&priv->rx)` stood
 * and `f(struct ring *ring)` handed `&ring->count` on. Undefined where an argument does something, or is not known to
 * point to the member's structure.
 */
export function rewriteCall(
  call: DirectCall,
  member: FoldMember,
  values: readonly CText[],
  takes: HelperParameters,
  context: LoadContext,
): readonly CText[] | undefined {
  const args = argumentsOf(call, member, context);
  const names = parameterNames(member)!;
  if (!args || args.length !== names.length || !args.every(({ text }) => CALM.test(text))) return undefined;
  const added = values.map((value, i) => {
    if (!takes.parameters[i].field) return value;
    const [, address, root, rest] = /^(&?)(\w+)->(.+)$/.exec(value) ?? [];
    const pointer = args[names.indexOf(root)];
    if (!pointer?.record || !CALM_POINTER.test(pointer.text)) return undefined;
    const owner = pointer.text.startsWith("&") ? `${pointer.text.slice(1)}.` : `${pointer.text}->`;
    return pointer.record === recordOf(member, root) ? `${address}${owner}${rest}` : undefined;
  });
  if (!added.every((value) => value !== undefined)) return undefined;
  return arrangeArguments(
    args.map(({ text }) => text),
    added,
    takes,
  );
}

interface Argument {
  readonly text: CText;
  /** The structure that it surely points to. */
  readonly record: string | undefined;
}

function argumentsOf(
  call: DirectCall,
  { file }: FoldMember,
  { parser, tree }: LoadContext,
): Argument[] | undefined {
  const { start, end } = call.caller;
  const parsed = parser.parseFunction(file.text.slice(start, end));
  try {
    const types = createTypeScope(parsed, { file, tree });
    const node = findAll(parsed.root, "call_expression").find(
      (each) => each.childForFieldName("function")?.startIndex === call.start - start,
    );
    const list = node?.childForFieldName("arguments");
    if (!list || file.text.slice(call.open, call.close).includes("/*")) return undefined;
    return list.namedChildren.flatMap((child) => {
      if (!child) return [];
      const type = types.typeOf(child);
      const record =
        type?.pointers === 1 ? /^(?:const )?((?:struct|union) \w+)$/.exec(type.base)?.[1] : undefined;
      return [{ text: parsed.sourceOf(child).replace(/\s+/g, " "), record }];
    });
  } finally {
    parsed.free();
  }
}

/** `struct foo` of a parameter `struct foo *name`. */
function recordOf({ text, span, term: { start } }: FoldMember, name: string): string | undefined {
  const head = text.slice(start, span.bodyStart - span.start);
  return new RegExp(`((?:struct|union)\\s+\\w+)\\s*\\*\\s*${name}\\b`).exec(head)?.[1].replace(/\s+/g, " ");
}
