import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { findKernelRoot, readKernelVersion } from "./kernel-root.ts";

/** The folder that `--kernel` names, absolute. @throws KindredError E_KERNEL when it is not the top folder of a kernel */
export function requireKernel(given: string, cwd: string): string {
  const path = resolve(cwd, given);
  if (!existsSync(path))
    throw new KindredError("E_KERNEL", `There is no kernel tree \`${path}\`.`, "check --kernel TREE");
  if (readKernelVersion(path) !== undefined) return path;
  const top = findKernelRoot(path);
  throw new KindredError(
    "E_KERNEL",
    `\`${path}\` is no kernel tree: it has no Makefile that sets VERSION and PATCHLEVEL.`,
    top
      ? `name the top folder: \`--kernel ${top.path}\``
      : "name the top folder of a kernel with --kernel TREE",
  );
}
