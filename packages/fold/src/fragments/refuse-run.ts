import { bringsLabel, leavesFunction } from "../flow/macro-demands.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";
import { type Term, walkTerm } from "../syntax/term.ts";
import { findLocalMeaning } from "./local-meaning.ts";
import type { Run } from "./run.ts";

/** Names that undo something when their block ends: in a helper that would be too early. */
const SCOPED = /^(?:guard|CLASS|DEFINE_FREE|__free|__cleanup|no_free_ptr|return_ptr|retain_and_null_ptr)$/;
/** Annotations of a function that its parts need not bear. */
const HARMLESS =
  /^(?:__init|__exit|__meminit|__cold|noinline\w*|__maybe_unused|__always_inline|__inline\w*)$/;
const ANNOTATION = /\b(?:__\w+|noinline\w*|notrace|noinstr)\b/g;

const TAKES =
  /(?:^|_)(?:lock|trylock|down|down_read|down_write)(?:_(?:irqsave|irq|bh|interruptible|killable|nested))*$|^local_irq_(?:save|disable)$|^(?:preempt|local_bh)_disable$/;
const GIVES =
  /(?:^|_)(?:unlock|up|up_read|up_write)(?:_(?:irqrestore|irq|bh))*$|^local_irq_(?:restore|enable)$|^(?:preempt|local_bh)_enable$/;

/** Why a run cannot leave its function, whatever its data flow is; undefined when it can. */
export function refuseRun({ host, statements, start, end }: Run, scope: ConstantScope): Refusal | undefined {
  const text = host.text.slice(start, end);
  const tokens = cTokens(text);
  const place = `${host.member.function}()`;
  const scoped = tokens.find((token) => isWord(token) && SCOPED.test(token.text));
  if (scoped) return refuse("unusual-local", `${scoped.text} in ${place} acts where its block ends.`);
  if (!isBalanced(tokens) || !isBalanced(statements.flatMap(leavesThatStay)))
    return refuse(
      "lock-context",
      `The run in ${place} takes a lock that it does not give back, or the other way round.`,
    );
  if (tokens.some(({ text: word }) => word === host.span.name))
    return refuse("recursive-function", `The run in ${place} calls ${place}.`);
  const head = host.text.slice(0, host.span.nameStart - host.span.start);
  const odd = (head.match(ANNOTATION) ?? []).find((word) => !HARMLESS.test(word));
  if (odd) return refuse("attributes-differ", `${place} is marked ${odd}, which its parts may need as well.`);
  const leaving = tokens.find((token) => isWord(token) && leavesFunction(scope, token.text));
  if (leaving) return refuse("jumps-out", `The run in ${place} leaves by the macro ${leaving.text}.`);
  const entered = tokens.find((token) => isWord(token) && bringsLabel(scope, token.text));
  if (entered)
    return refuse("jumps-out", `Code around the run in ${place} jumps to the macro ${entered.text}.`);
  const inside = host.file.directives.find(
    ({ keyword, rest, start: at }) =>
      keyword === "define" &&
      at > host.span.start &&
      at < host.span.end &&
      tokens.some((token) => token.text === /^\w+/.exec(rest)?.[0]),
  );
  if (inside)
    return refuse("preprocessor-inside", `${place} defines a macro inside that the run in it uses.`);
  const hidden = declaredByMacro(host, scope.macros.find).find((name) =>
    tokens.some((token) => token.text === name),
  );
  if (hidden !== undefined)
    return refuse("macro-hides-local", `${hidden} in ${place} is declared by a macro.`);
  const local = findLocalMeaning({ host, start, end });
  return local === undefined
    ? undefined
    : refuse("unusual-local", `${local} has a meaning of its own in ${place}.`);
}

/** Whether locks are both taken and given back, or neither. */
function isBalanced(tokens: readonly { readonly text: string }[]): boolean {
  const calls = tokens.filter((_, i) => tokens[i + 1]?.text === "(");
  return calls.some(({ text }) => TAKES.test(text)) === calls.some(({ text }) => GIVES.test(text));
}

const JUMPS = /^(?:return|goto|break|continue)_statement$/;

/** The words of a statement without the blocks that leave the run: what they give back says nothing of the way through. */
function leavesThatStay(term: Term): Term[] {
  const leaves = term.type === "compound_statement" && JUMPS.test(term.children.at(-2)?.type ?? "");
  if (leaves) return [];
  return term.children.length === 0 ? [term] : term.children.flatMap(leavesThatStay);
}

/** Names given to a macro that stands like a declaration: `DECLARE_BITMAP(mask, 8);`, `LIST_HEAD(list);`. */
function declaredByMacro(host: Run["host"], find: (name: string) => readonly unknown[]): string[] {
  const names: string[] = [];
  walkTerm(host.term, (term) => {
    const call = term.type === "expression_statement" ? term.children[0] : undefined;
    const callee = call?.type === "call_expression" ? call.children[0] : undefined;
    if (callee?.type !== "identifier" || (/[a-z]/.test(callee.text) && find(callee.text).length === 0))
      return;
    const args: CToken[] = cTokens(host.text.slice(callee.end, call!.end));
    const isFree = (token: CToken): boolean => !host.names.at.has(callee.end + token.start);
    for (const token of args) if (isWord(token) && isFree(token)) names.push(token.text);
  });
  return names.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name) && DECLARED.test(host.text));
}

/** Without a macro of this kind no name comes from one. */
const DECLARED =
  /\b(?:DECLARE_|DEFINE_|LIST_HEAD|HLIST_HEAD|\w*_ON_?STACK|SHASH_DESC|STACK_FRAME|\w*_DECLARE|\w*_DEFINE)\w*\s*\(/;
