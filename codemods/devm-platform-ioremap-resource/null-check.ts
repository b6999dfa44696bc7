import type { CNode, CodemodApi } from "@kindred/codemod";

/**
 * True when `if (!res) return -EINVAL;` in front of a mapping can go: devm_ioremap_resource() reports a missing
 * resource itself and returns -EINVAL, and the code behind the mapping returns that error at once. Other error
 * numbers stay, since the driver core treats some of them (-ENODEV, -ENXIO) differently.
 */
export function findDroppableCheck(check: CNode, mapping: CNode, { c }: CodemodApi): boolean {
  const plain = check.match(c.stmt`if (!$res) return -EINVAL;`);
  const inBlock = check.match(c.stmt`if (!$res) { return -EINVAL; }`);
  const loud = check.match(c.stmt`if (!$res) { dev_err($...args); return -EINVAL; }`);
  if (!plain && !inBlock && !loud?.getAll("args").every((arg) => arg.isPure)) return false;
  const base = mapping.find("assignment_expression").at(0)?.field("left");
  const test = mapping.next;
  if (!base || !test) return false;
  const patterns = [
    c.stmt`if (IS_ERR($base)) return PTR_ERR($base);`,
    c.stmt`if (IS_ERR($base)) { return PTR_ERR($base); }`,
    c.stmt`if (IS_ERR($base)) return dev_err_probe($dev, PTR_ERR($base), $...args);`,
  ];
  return patterns.some((pattern) => test.match(pattern)?.get("base").isSameCode(base));
}
