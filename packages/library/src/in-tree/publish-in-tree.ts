import { type CText, KindredError, type TreeReader } from "@kindred/c-source";
import { readBuildLines, readConfigEntries } from "../check/build-lines.ts";
import { type PreparedLibrary, prepareLibrary } from "../check/prepare-library.ts";
import { filesOf, type LibraryFiles } from "../files/library-files.ts";
import type { ParameterValues } from "../parameters/parameter-values.ts";
import { insertKbuild } from "./insert-kbuild.ts";
import { insertKconfig } from "./insert-kconfig.ts";
import { insertMaintainers } from "./insert-maintainers.ts";
import { getKernelVersion } from "./kernel-version.ts";

/** What {@link publishInTree} works from. */
export interface InTreeRequest {
  readonly files: LibraryFiles;
  readonly parameters: ParameterValues;
  /** The kernel root. */
  readonly tree: TreeReader;
  /** `Name <address>` of who sends the patch: the maintainer when library.json names none. */
  readonly maintainer?: string;
}

/** A file of the tree, before and after; a new file has no `before`. */
export interface TreeChange {
  /** Relative to the kernel root. */
  readonly file: string;
  readonly before: CText | undefined;
  readonly after: CText;
}

/** The content of the patch. */
export interface InTreePatch {
  /** Sorted by file. */
  readonly changes: readonly TreeChange[];
  /** Mail subject without `[PATCH]`. */
  readonly subject: string;
  /** Mail body without sign-off, lines of at most 72 characters. */
  readonly body: string;
  /** Kernel version and anything that the sender should know. */
  readonly notes: readonly string[];
}

/**
 * A library as a patch into a kernel tree: header, sources, KUnit test, Kconfig and Kbuild entries, and a section of
 * MAINTAINERS.
 *
 * @throws KindredError `E_DATA` for a template that fails its checks, `E_USAGE` for a wrong parameter, `E_KERNEL` when
 * the tree is too old, has no place for the library, or has it already.
 */
export function publishInTree(request: InTreeRequest): InTreePatch {
  const library = prepareLibrary(request.files, request.parameters);
  const { manifest } = library;
  const version = getKernelVersion(request.tree, manifest);
  const created = newFiles(library, request.tree);
  const maintainers = maintainersChange(request, library, created);
  const changes = [...created, ...edited(library, request.tree), ...(maintainers ? [maintainers] : [])];
  return {
    changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)),
    subject: `${manifest.subsystem}: ${manifest.summary}`,
    body: [...manifest.description, "", provenance(library)].join("\n"),
    notes: [
      ...(manifest.kernels.tested.includes(version)
        ? []
        : [`Linux ${version} is not among the kernels that ${manifest.name} was tested with.`]),
      ...(maintainers ? [] : ["MAINTAINERS was left alone: checkpatch will ask whether it needs an update."]),
    ],
  };
}

function provenance({ manifest, values }: PreparedLibrary): string {
  const chosen = manifest.parameters.filter((parameter) => values[parameter.name] !== parameter.default);
  const settings = chosen.map((parameter) => `, ${parameter.name}=${values[parameter.name]}`).join("");
  return `Made from the library template ${manifest.name} ${manifest.version}${settings}.`;
}

/** Headers keep their folder, sources and tests go to the library's. */
function newFiles({ manifest, files }: PreparedLibrary, tree: TreeReader): TreeChange[] {
  return filesOf(files, "header", "source", "test").map(([path, after]) => {
    const file = path.startsWith("include/") ? path : path.replace(/^[^/]+/, manifest.directory);
    if (tree.readText(file) === undefined) return { file, before: undefined, after };
    throw new KindredError(
      "E_KERNEL",
      `${tree.root} has ${file} already.`,
      "Publish into a tree without the library, or choose another `prefix` parameter.",
    );
  });
}

function edited({ manifest, files }: PreparedLibrary, tree: TreeReader): TreeChange[] {
  const kconfig = getTreeFile(tree, `${manifest.directory}/Kconfig`);
  const makefile = getTreeFile(tree, `${manifest.directory}/Makefile`);
  const entries = readConfigEntries(files);
  for (const { option } of entries) {
    if (!new RegExp(`^(?:menu)?config ${option}$`, "m").test(kconfig.before)) continue;
    throw new KindredError(
      "E_KERNEL",
      `${kconfig.file} of ${tree.root} has the option ${option} already.`,
      "Choose another `prefix` parameter.",
    );
  }
  const text = entries.map((entry) => entry.text).join("\n\n");
  return [
    { ...kconfig, after: insertKconfig(kconfig.before, text, manifest.after) },
    { ...makefile, after: insertKbuild(makefile.before, readBuildLines(files).lines, manifest.after) },
  ];
}

function getTreeFile(tree: TreeReader, file: string): { file: string; before: CText } {
  const before = tree.readText(file);
  if (before !== undefined) return { file, before };
  throw new KindredError(
    "E_KERNEL",
    `${tree.root} has no ${file}, so the library has no place there.`,
    "Name a kernel tree that has this driver class.",
  );
}

function maintainersChange(
  request: InTreeRequest,
  { manifest, values }: PreparedLibrary,
  created: readonly TreeChange[],
): TreeChange | undefined {
  const before = request.tree.readText("MAINTAINERS");
  const named = manifest.maintainers.length > 0 ? manifest.maintainers : [request.maintainer ?? ""];
  const maintainers = named.filter((name) => /^[^<>\n]+ <[^<>\s]+>$/.test(name));
  if (before === undefined || maintainers.length === 0) return undefined;

  const prefix = values[manifest.parameters.find((parameter) => parameter.kind === "prefix")!.name]!;
  const after = insertMaintainers(before, {
    title: `${prefix.replaceAll("_", " ")} helpers`.toUpperCase(),
    maintainers,
    lists: manifest.lists,
    files: created.map((change) => change.file),
  });
  return after === undefined ? undefined : { file: "MAINTAINERS", before, after };
}
