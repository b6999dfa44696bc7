import type { CText } from "@kindred/c-source";
import type { FoldMember } from "../members/fold-member.ts";
import { declaratorName, parametersOf } from "../syntax/bind-names.ts";
import { childIn, leavesOf } from "../syntax/term.ts";
import { wrapList } from "./wrap-list.ts";

/** Whether a function gives no value back. */
export function returnsVoid(member: FoldMember): boolean {
  const type = childIn(member.term, "type");
  const declarator = childIn(member.term, "declarator");
  return type?.text === "void" && declarator?.type === "function_declarator";
}

/** Names of a member's parameters, or undefined when one has no name. `(void)` has none. */
export function parameterNames(member: FoldMember): string[] | undefined {
  const parameters = parametersOf(member.term).filter(
    (parameter) => !isVoid(leavesOf(parameter).map((leaf) => leaf.text)),
  );
  const names = parameters.map((parameter) => declaratorName(parameter)?.text);
  return names.every((name) => name !== undefined) ? names : undefined;
}

function isVoid(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === "void";
}

/** The member with its body replaced by a call: its own head stays byte for byte. */
export function wrapperText(member: FoldMember, helper: string, args: readonly CText[]): CText {
  const head = member.text.slice(0, member.span.bodyStart - member.span.start);
  const lead = returnsVoid(member) ? "\t" : "\treturn ";
  return `${head}{\n${wrapList(`${lead}${helper}(`, args, ");")}\n}`;
}
