/*
 * Finds the pairs that the helpers stand for: `res = platform_get_resource(pdev, IORESOURCE_MEM, n);` and, later in
 * the same block, `base = devm_ioremap_resource(dev, res);`. The look-up moves down to the mapping, so what stands
 * between must neither use nor change what the two take part in, nor be reachable from elsewhere by a jump.
 */
import type { CFunction, CLocal, CNode, CodemodApi } from "@kindred/codemod";
import { changes, isDeviceOf } from "./device-of.ts";
import { findDroppableCheck } from "./null-check.ts";

export interface ResourcePair {
  readonly fn: CFunction;
  readonly local: CLocal;
  /** The statement or declaration that looks the resource up. */
  readonly lookUp: CNode;
  /** `if (!res) return -EINVAL;` right behind it: the mapping says the same. */
  readonly check: CNode | undefined;
  /** The statement that maps it, and the call in it. */
  readonly mapping: CNode;
  readonly call: CNode;
  readonly pdev: string;
  readonly index: string;
  readonly isByName: boolean;
}

/** The pair that a call of platform_get_resource() begins, or why it begins none. */
export function readPair(fn: CFunction, get: CNode, api: CodemodApi): ResourcePair | string {
  const holder = get.parent;
  const lookUp = holder?.parent;
  const target =
    holder?.kind === "assignment_expression"
      ? holder.field("left")
      : holder?.field("declarator")?.children[0];
  const isStatement = lookUp?.kind === "expression_statement" || lookUp?.kind === "declaration";
  if (!lookUp || !isStatement || target?.kind !== "identifier")
    return "the resource is not stored in a local variable";
  if (lookUp.parent?.kind !== "compound_statement") return "the look-up is not a statement of a block";
  const local = fn.findLocal(target.text);
  if (local?.type !== "struct resource" || !/^\*\s*\w+\b(?!\s*\[)/.test(local.declarator.text)) {
    return `\`${target.text}\` is no local \`struct resource *\``;
  }
  if (fn.hasHiddenUse(local.name))
    return `\`${local.name}\` is used in code that the parser does not see (#if, macros)`;
  return findMapping(fn, local, lookUp, get, api);
}

function findMapping(
  fn: CFunction,
  local: CLocal,
  lookUp: CNode,
  get: CNode,
  api: CodemodApi,
): ResourcePair | string {
  const [pdev, index] = [get.get("pdev"), get.get("index")];
  let check: CNode | undefined;
  const between: CNode[] = [];
  for (let at = lookUp.next; at; at = at.next) {
    if (!usesName(at, local.name)) {
      between.push(at);
      continue;
    }
    const call = mappingCall(at, local.name, api);
    if (call) {
      const reason = findObstacle(fn, {
        lookUp,
        mapping: at,
        between,
        check,
        pdev,
        index,
        dev: call.get("dev"),
      });
      if (reason) return reason;
      if (check && !findDroppableCheck(check, at, api))
        return "the check of the resource does something else than the mapping would";
      const isByName = get.text.startsWith("platform_get_resource_byname");
      return { fn, local, lookUp, check, mapping: at, call, pdev: pdev.text, index: index.text, isByName };
    }
    if (check || between.length > 0 || at.kind !== "if_statement")
      return `\`${local.name}\` is used before it is mapped`;
    check = at;
  }
  return `\`${local.name}\` is not mapped by devm_ioremap_resource() in the same block`;
}

/** `devm_ioremap_resource(dev, res)` as the value of a statement that uses `res` for nothing else. */
function mappingCall(statement: CNode, name: string, { c }: CodemodApi): CNode | undefined {
  const call = statement.find(c.expr`devm_ioremap_resource($dev, $res)`).at(0);
  if (!call || call.get("res").text !== name || uses(statement, name).length !== 1) return undefined;
  const holder = call.parent!;
  const isValue =
    (holder.kind === "return_statement" && holder.isSameCode(statement)) ||
    ((holder.kind === "assignment_expression" || holder.kind === "init_declarator") &&
      /^(expression_statement|declaration)$/.test(statement.kind) &&
      holder.parent!.range.start === statement.range.start);
  return isValue ? call : undefined;
}

interface Surroundings {
  readonly lookUp: CNode;
  readonly mapping: CNode;
  readonly between: readonly CNode[];
  readonly check: CNode | undefined;
  readonly pdev: CNode;
  readonly index: CNode;
  readonly dev: CNode;
}

function findObstacle(fn: CFunction, around: Surroundings): string | undefined {
  const { lookUp, mapping, between, check, pdev, index, dev } = around;
  if (/^[ \t]*#/m.test(fn.file.text.slice(lookUp.range.start, mapping.range.end))) {
    return "a preprocessor directive stands between look-up and mapping";
  }
  if (check && between.length > 0)
    return "other code stands between the check of the resource and its mapping";
  if (
    between.some(
      (node) => /^(labeled|case)_statement$/.test(node.kind) || node.find("labeled_statement").size > 0,
    )
  ) {
    return "code may jump between look-up and mapping";
  }
  if (!pdev.isPure) return "an argument of the look-up has a side effect";
  if (
    !index.isPure &&
    (check || between.length > 0 || index.names().some((name) => usesName(mapping, name)))
  ) {
    return "the index of the look-up has a side effect that would move";
  }
  const moved = [...pdev.names(), ...index.names()];
  if (between.length > 0 && !isSimple(pdev, index)) return "the look-up would move over other code";
  if (between.some((node) => moved.some((name) => changes(node, name)))) {
    return "an argument of the look-up changes before the mapping";
  }
  return isDeviceOf(fn, dev, pdev)
    ? undefined
    : `\`${dev.text}\` may be another device than \`&${pdev.text}->dev\``;
}

/** True for arguments that only assignments to their own names can change: names and constants, no memory. */
function isSimple(...nodes: readonly CNode[]): boolean {
  return nodes.every((node) =>
    ["field_expression", "subscript_expression", "pointer_expression"].every(
      (kind) => node.kind !== kind && node.find(kind).size === 0,
    ),
  );
}

function usesName(node: CNode, name: string): boolean {
  return uses(node, name).length > 0;
}

/** Places where a variable is named; members of the same name are not. */
export function uses(node: CNode, name: string): CNode[] {
  return node.find("identifier").nodes.filter((found) => found.text === name);
}
