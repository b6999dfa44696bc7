import { KindredError, type TreeReader } from "@kindred/c-source";
import type { LibraryManifest } from "../manifest/manifest.ts";
import { compareVersions, parseVersion } from "../manifest/versions.ts";

/**
 * The kernel's version from its Makefile, as `6.12`.
 *
 * @throws KindredError `E_KERNEL` when the tree is no kernel or one that the library is too new for.
 */
export function getKernelVersion(tree: TreeReader, manifest: LibraryManifest): string {
  const makefile = tree.readText("Makefile") ?? "";
  const [major, minor] = ["VERSION", "PATCHLEVEL"].map(
    (name) => new RegExp(`^${name} = (\\d{1,4})$`, "m").exec(makefile)?.[1],
  );
  if (major === undefined || minor === undefined) {
    throw new KindredError(
      "E_KERNEL",
      `${tree.root} is not a kernel: its Makefile does not set VERSION and PATCHLEVEL.`,
      "Name the top folder of a kernel's source.",
    );
  }
  const version = `${major}.${minor}`;
  if (compareVersions(parseVersion(version) ?? [], parseVersion(manifest.kernels.oldest) ?? []) < 0) {
    throw new KindredError(
      "E_KERNEL",
      `${manifest.name} needs Linux ${manifest.kernels.oldest} or newer; ${tree.root} is ${version}.`,
      "Publish into a newer kernel.",
    );
  }
  return version;
}
