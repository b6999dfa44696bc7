/*
 * devm_platform_ioremap_resource(pdev, n) is platform_get_resource() and devm_ioremap_resource() in one call, and
 * devm_platform_get_and_ioremap_resource(pdev, n, &res) hands the resource out as well. A pair of calls (see
 * resource-pair.ts) becomes the first when the resource is dead behind the mapping, else the second.
 */
import { type CFunction, type CNode, type CodemodApi, defineCodemod } from "@kindred/codemod";
import { type ResourcePair, readPair, uses } from "./resource-pair.ts";

/** The helpers themselves are made of the very calls they stand for. */
const HELPERS = [
  "devm_platform_ioremap_resource",
  "devm_platform_ioremap_resource_byname",
  "devm_platform_get_and_ioremap_resource",
];

export default defineCodemod({
  prefilter: [["platform_get_resource", "devm_ioremap_resource", "IORESOURCE_MEM"]],
  transform(file, api) {
    for (const fn of file.functions()) {
      if (!HELPERS.includes(fn.name) && fn.text.includes("devm_ioremap_resource")) transformFunction(fn, api);
    }
  },
});

function transformFunction(fn: CFunction, api: CodemodApi): void {
  const { c } = api;
  const lookUps = [
    ...fn.find(c.expr`platform_get_resource($pdev, IORESOURCE_MEM, $index)`),
    ...fn.find(c.expr`platform_get_resource_byname($pdev, IORESOURCE_MEM, $index)`),
  ];
  const pairs: ResourcePair[] = [];
  for (const get of lookUps) {
    const pair = readPair(fn, get, api);
    if (typeof pair !== "string") pairs.push(pair);
    else fn.file.miss(get, pair);
  }
  const chosen = dropImpossible(pairs);
  const gone: string[] = [];
  for (const name of new Set(chosen.map(({ local }) => local.name))) {
    const own = chosen.filter(({ local }) => local.name === name);
    for (const pair of own) rewrite(pair, isLive(pair, own));
    if (own.every((pair) => !isLive(pair, own)) && otherUses(own).length === 0) gone.push(name);
    else own.forEach(keepDeclaration);
  }
  fn.removeLocals(gone);
  fn.removeUnusedLocals([
    ...new Set(chosen.flatMap(({ call, check }) => [...call.names(), ...(check ? check.names() : [])])),
  ]);
}

/** A resource looked up by name that is still needed has no helper. */
function dropImpossible(pairs: readonly ResourcePair[]): readonly ResourcePair[] {
  const possible = pairs.filter(
    (pair) =>
      !pair.isByName ||
      !isLive(
        pair,
        pairs.filter(({ local }) => local.name === pair.local.name),
      ),
  );
  for (const pair of pairs) {
    if (!possible.includes(pair))
      pair.fn.file.miss(
        pair.lookUp,
        `\`${pair.local.name}\` is used behind the mapping, and no helper gives it by name`,
      );
  }
  return possible.length === pairs.length ? pairs : dropImpossible(possible);
}

function rewrite(pair: ResourcePair, isLive: boolean): void {
  const { lookUp, check, mapping, call, pdev, index, isByName } = pair;
  const name = isByName
    ? "devm_platform_ioremap_resource_byname"
    : isLive
      ? "devm_platform_get_and_ioremap_resource"
      : "devm_platform_ioremap_resource";
  const helper = `${name}(${pdev}, ${index}${isLive ? `, &${pair.local.name}` : ""})`;
  const { start } = mapping.range;
  const before = mapping.text.slice(0, call.range.start - start);
  mapping.replaceWith(`${before}${helper}${mapping.text.slice(call.range.end - start)}`);
  if (lookUp.kind !== "declaration") lookUp.remove();
  check?.remove();
}

/** A look-up that is the initial value of a declaration which has to stay: only the value goes. */
function keepDeclaration({ lookUp, local, fn }: ResourcePair): void {
  if (lookUp.kind !== "declaration") return;
  const name = local.declarator.field("declarator")!;
  fn.file.edits.replace({ start: name.range.end, end: local.declarator.range.end }, "");
}

/**
 * True when the resource may be read after this pair's mapping. Without jumps backwards only what stands behind
 * counts, up to the next statement of the same block that gives the variable a new value.
 */
function isLive(pair: ResourcePair, pairs: readonly ResourcePair[]): boolean {
  const { fn, mapping } = pair;
  const others = otherUses(pairs);
  const hasLabels = fn.find("labeled_statement").size > 0;
  const isLoop = ["for_statement", "while_statement", "do_statement"].some((kind) => mapping.closest(kind));
  if (isLoop) return others.length > 0;
  const labelBefore = fn
    .find("labeled_statement")
    .nodes.some((label) => label.range.start < mapping.range.start);
  if (labelBefore) return others.length > 0;
  const end = hasLabels ? Number.POSITIVE_INFINITY : nextAssignment(pair);
  return others.some(({ range }) => range.start >= mapping.range.end && range.start < end);
}

/** Where the variable gets its next value for certain. */
function nextAssignment({ mapping, local }: ResourcePair): number {
  for (let at = mapping.next; at; at = at.next) {
    const assignment = at.kind === "expression_statement" ? at.children[0] : undefined;
    if (assignment?.kind !== "assignment_expression" || assignment.field("left")?.text !== local.name)
      continue;
    if (
      assignment.field("operator")?.text === "=" &&
      uses(assignment.field("right")!, local.name).length === 0
    ) {
      return at.range.start;
    }
  }
  return Number.POSITIVE_INFINITY;
}

/** Uses of the variable that no pair accounts for. */
function otherUses(pairs: readonly ResourcePair[]): CNode[] {
  const { fn, local } = pairs[0];
  const isAccounted = (use: CNode): boolean =>
    use.isWithin(local.declarator) ||
    pairs.some(({ lookUp, check, call }) => [lookUp, check, call].some((node) => node && use.isWithin(node)));
  return fn.occurrences(local.name).filter((use) => use.kind === "identifier" && !isAccounted(use));
}
