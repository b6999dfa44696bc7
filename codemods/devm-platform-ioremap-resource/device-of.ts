import type { CFunction, CNode } from "@kindred/codemod";

/** Locals that are initialised from each other, followed this far. */
const MAX_DEPTH = 8;

/** True when `dev` is certainly `&pdev->dev`: both mean the same when locals that never change are written out. */
export function isDeviceOf(fn: CFunction, dev: CNode, pdev: CNode): boolean {
  const device = writeOut(fn, dev.text);
  const platform = writeOut(fn, pdev.text);
  return device !== undefined && platform !== undefined && device === deviceOf(platform);
}

/**
 * An expression without blanks, in which a local that has one value for good is replaced by that value. Undefined
 * when the function may change what the expression means on the way.
 */
function writeOut(fn: CFunction, text: string, depth = 0): string | undefined {
  const plain = text.replace(/\s+/g, "");
  const conversion = /^to_platform_device\((.*)\)$/.exec(plain);
  if (conversion) {
    const inner = writeOut(fn, conversion[1], depth);
    return inner && `to_platform_device(${inner})`;
  }
  const address = /^&\(?([^()&]*?)\)?->dev$/.exec(plain);
  if (address) {
    const inner = writeOut(fn, address[1], depth);
    return inner && deviceOf(inner);
  }
  if (!/^\w+(->\w+|\.\w+)*$/.test(plain) || depth > MAX_DEPTH) return undefined;
  const root = /^\w+/.exec(plain)![0];
  if (fn.body && (changes(fn.body, plain) || changes(fn.body, root))) return undefined;
  const value = fn.findLocal(plain)?.value;
  return value ? (writeOut(fn, value.text, depth + 1) ?? plain) : plain;
}

function deviceOf(platform: string): string {
  return /^to_platform_device\((.*)\)$/.exec(platform)?.[1] ?? `&${platform}->dev`;
}

/** True when a node may give a variable another value. */
export function changes(node: CNode, name: string): boolean {
  const targets = [
    ...node.find("assignment_expression").map((found) => found.field("left")),
    ...node.find("update_expression").map((found) => found.field("argument")),
    ...node
      .find("pointer_expression")
      .nodes.filter((found) => found.text.startsWith("&"))
      .map((found) => found.field("argument")),
  ];
  return targets.some((target) => target?.text === name);
}
