/*
 * platform_get_irq() and platform_get_irq_byname() print an error themselves, so a dev_err() in the branch for their
 * failure says the same thing twice. Looked for: the call's value goes into a variable, the very next statement is
 * `if (variable < 0)` or `<= 0`, and its branch holds dev_err() or dev_err_probe() at its top level, or under
 * `if (variable != -EPROBE_DEFER)`. The message goes; what it leaves behind (an empty branch, braces around one
 * statement, a local used by nothing else) goes with it.
 */
import { type CFile, type CFunction, type CNode, type CodemodApi, defineCodemod } from "@kindred/codemod";

export default defineCodemod({
  prefilter: [
    ["platform_get_irq", "dev_err"],
    ["platform_get_irq_byname", "dev_err"],
  ],
  transform(file, api) {
    for (const fn of file.functions()) transformFunction(file, fn, api);
  },
});

function transformFunction(file: CFile, fn: CFunction, api: CodemodApi): void {
  const messages = findMessages(file, fn, api);
  if (messages.length === 0) return;
  const unused = fn.unusedWithout(messages.map(({ statement }) => statement));
  const called = new Set(unused.filter(({ isPure }) => !isPure).map(({ name }) => name));
  const going = messages.filter((message) => !leavesUnusedCall(file, message, called));
  const branches = new Map<number, Message[]>();
  for (const message of going) {
    const { start } = message.branch.range;
    branches.set(start, [...(branches.get(start) ?? []), message]);
  }
  for (const group of branches.values()) rewriteBranch(file, group[0].branch, group);
  fn.removeUnusedLocals(going.flatMap(({ args }) => args.flatMap((arg) => arg.names())));
}

/** One redundant message. */
interface Message {
  /** The `if` that tests the call's value. */
  readonly branch: CNode;
  /** What goes: the message's statement, or the `if (… != -EPROBE_DEFER)` that holds nothing else. */
  readonly statement: CNode;
  readonly args: readonly CNode[];
  /** `return dev_err_probe(…, irq, …);` still has to return the value. */
  readonly returns: string | undefined;
}

function findMessages(file: CFile, fn: CFunction, { c }: CodemodApi): Message[] {
  const calls = [c.expr`platform_get_irq($...args)`, c.expr`platform_get_irq_byname($...args)`];
  return calls
    .flatMap((pattern) => fn.find(pattern).nodes)
    .flatMap((call) => {
      const tested = findTest(call);
      if (typeof tested === "string") {
        file.miss(call.closest("expression_statement") ?? call, tested);
        return [];
      }
      return messagesOf(file, tested.branch, tested.variable, { c });
    });
}

/** The `if` on the value of a call, or why there is none. */
function findTest(call: CNode): { readonly branch: CNode; readonly variable: CNode } | string {
  const holder = call.parent!;
  const variable =
    holder.kind === "assignment_expression" ? holder.field("left") : holder.field("declarator");
  const isStored = holder.kind === "assignment_expression" || holder.kind === "init_declarator";
  if (!variable || !isStored) return "the value of the call is not stored in a variable";
  const statement = holder.parent!;
  if (statement.kind === "parenthesized_expression" && statement.parent?.kind === "binary_expression") {
    return testOf(statement.parent.closest("if_statement"), variable, statement);
  }
  if (statement.kind === "declaration" && !statement.children.at(-1)?.isSameCode(holder)) {
    return "other variables are declared behind the call";
  }
  return testOf(statement.next, variable, variable);
}

function testOf(
  branch: CNode | undefined,
  variable: CNode,
  tested: CNode,
): { readonly branch: CNode; readonly variable: CNode } | string {
  if (branch?.kind !== "if_statement") return "the statement behind the call does not test its value";
  const condition = branch.field("condition")?.children[0];
  const isFailure =
    condition?.kind === "binary_expression" &&
    /^<=?$/.test(condition.field("operator")!.text) &&
    condition.field("left")!.isSameCode(tested) &&
    condition.field("right")!.isSameCode("0");
  if (!isFailure) return "the condition behind the call is not `< 0` or `<= 0` on its value";
  return { branch, variable };
}

function messagesOf(file: CFile, branch: CNode, variable: CNode, { c }: Pick<CodemodApi, "c">): Message[] {
  const found: Message[] = [];
  for (const statement of statementsIn(branch.field("consequence")!)) {
    const message = readMessage(branch, statement, variable, { c });
    if (!message) continue;
    if (message.args.every((arg) => arg.isPure)) found.push(message);
    else file.miss(statement, "an argument of the message has a side effect");
  }
  if (found.length > 0 && !endsInJump(branch)) {
    file.miss(branch, "the branch goes on instead of leaving: its message may announce a fallback");
    return [];
  }
  if (found.length === 0) file.miss(branch, "the branch for the failure holds no dev_err() of its own");
  return found;
}

/** True when the branch leaves, or when messages are all it holds. */
function endsInJump(branch: CNode): boolean {
  const statements = statementsIn(branch.field("consequence")!);
  return statements.length === 1 || /^(return|goto|break|continue)_statement$/.test(statements.at(-1)!.kind);
}

function readMessage(
  branch: CNode,
  statement: CNode,
  variable: CNode,
  { c }: Pick<CodemodApi, "c">,
): Message | undefined {
  const plain = statement.match(c.stmt`dev_err($...args);`);
  if (plain) return { branch, statement, args: plain.getAll("args"), returns: undefined };
  const returned = statement.match(c.stmt`return dev_err_probe($dev, $error, $...args);`);
  const probe = returned ?? statement.match(c.stmt`dev_err_probe($dev, $error, $...args);`);
  if (probe?.get("error").isSameCode(variable)) {
    const args = [probe.get("dev"), ...probe.getAll("args")];
    return { branch, statement, args, returns: returned && `return ${variable.text};` };
  }
  return readDeferred(branch, statement, variable, { c });
}

/** `if (irq != -EPROBE_DEFER) dev_err(…);`, with or without braces and with nothing else in it. */
function readDeferred(
  branch: CNode,
  statement: CNode,
  variable: CNode,
  { c }: Pick<CodemodApi, "c">,
): Message | undefined {
  if (statement.kind !== "if_statement" || statement.field("alternative")) return undefined;
  if (!statement.field("condition")!.isSameCode(`(${variable.text} != -EPROBE_DEFER)`)) return undefined;
  const inside = statementsIn(statement.field("consequence")!);
  const message = inside.length === 1 ? inside[0].match(c.stmt`dev_err($...args);`) : undefined;
  return message && { branch, statement, args: message.getAll("args"), returns: undefined };
}

/** A local whose initial value calls something (its name is in `called`) would be left unused: then the message stays. */
function leavesUnusedCall(file: CFile, message: Message, called: ReadonlySet<string>): boolean {
  const name = message.args.flatMap((arg) => arg.names()).find((used) => called.has(used));
  if (name !== undefined)
    file.miss(
      message.statement,
      `\`${name}\` is used by nothing else, and its initial value calls a function`,
    );
  return name !== undefined;
}

/** Takes the messages of one branch away, and what would be left over of it. */
function rewriteBranch(file: CFile, branch: CNode, messages: readonly Message[]): void {
  const consequence = branch.field("consequence")!;
  const goes = new Map(messages.map((message) => [message.statement.range.start, message]));
  const rest = statementsIn(consequence).flatMap(
    (statement) =>
      goes.get(statement.range.start)?.returns ?? (goes.has(statement.range.start) ? [] : [statement.text]),
  );
  const isPlain =
    !branch.field("alternative") &&
    branch.parent?.kind !== "else_clause" &&
    branch.find("comment").size === 0;
  if (rest.length === 0) {
    if (isPlain && branch.field("condition")!.isPure && branch.parent?.kind === "compound_statement")
      branch.remove();
    else file.miss(branch, "nothing would be left of the branch, and the branch cannot go");
  } else if (rest.length === 1 && isPlain && !/\n|^(if|for|while|switch|do)\b/.test(rest[0])) {
    branch.replaceWith(`if ${branch.field("condition")!.text}\n\t${rest[0]}`);
  } else {
    for (const { statement, returns } of messages) {
      if (returns) statement.replaceWith(returns);
      else statement.remove();
    }
  }
}

function statementsIn(node: CNode): CNode[] {
  return node.kind === "compound_statement" ? node.children : [node];
}
