/*
 * How a driver comes to call a function that the tree has already: it must be declared where the driver can include
 * it, outside of every condition; it must be there to link with, so it is `static inline` in a header, of the same
 * module, or exported by a file that Makefiles and Kconfig surely build whenever they build the driver; and what is
 * exported to modules under the GPL only, a driver of another licence may not call.
 */
import type { FindBuild } from "../kbuild/build-finder.ts";
import type { IsSurelyBuilt } from "../kbuild/link-finder.ts";
import { pathsOfModules } from "../kbuild/module-files.ts";
import { exportOf } from "../members/export-of.ts";
import type { FoldMember, LoadContext } from "../members/fold-member.ts";
import { kernelHeaders } from "../members/kernel-headers.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { guardOf } from "./common-headers.ts";
import type { HelperHome } from "./helper-home.ts";
import { isSelfContained } from "./self-contained.ts";

export interface Sight extends Pick<LoadContext, "sources" | "parser" | "tree"> {
  readonly findBuild: FindBuild;
  readonly isSurelyBuilt: IsSurelyBuilt;
}

/** Where an existing helper stands, with the `#include`s that its new users need; or why one of them cannot call it. */
export function homeOfExisting(
  helper: FoldMember,
  members: readonly FoldMember[],
  sight: Sight,
): readonly HelperHome[] | Refusal {
  const includes = new Map<string, readonly string[]>();
  for (const file of new Set(members.map((member) => member.file))) {
    const refusal = refuseLink(helper, file, sight);
    if (refusal) return refusal;
    const needed = includeFor(helper, file, startsIn(file, members), sight.sources);
    if (isRefusal(needed)) return needed;
    includes.set(file.path, needed);
  }
  return [{ file: helper.file, header: undefined, shared: { includes } }];
}

function startsIn(file: SourceFile, members: readonly FoldMember[]): number[] {
  return members.filter((member) => member.file === file).map(({ span }) => span.start);
}

/** Headers to include for a declaration; none when the file sees one. */
function includeFor(
  helper: FoldMember,
  file: SourceFile,
  users: readonly number[],
  sources: SourceFiles,
): readonly string[] | Refusal {
  const name = helper.span.name;
  const declares = (header: SourceFile): boolean => isDeclaredIn(header, helper);
  const table = ownMacros(file, sources);
  if (file === helper.file && users.every((start) => start > helper.span.end)) return [];
  if (table.files.slice(1).some(declares) || kernelHeaders(table, sources).some(declares)) return [];
  const header = nameInBrackets(helper.file.path);
  if (header !== undefined)
    return isSelfContained(helper.file, sources)
      ? [header]
      : refuse("helper-not-visible", `${helper.file.path} cannot be included by itself.`);
  const offered = helper.file.directives.flatMap(({ keyword, rest, start }) => {
    const spelled = keyword === "include" ? /^<[\w./+-]+>/.exec(rest)?.[0] : undefined;
    return spelled === undefined || spelled.includes("..") || helper.file.conditions.at(start) !== ""
      ? []
      : [spelled];
  });
  const found = offered.find((spelled) => {
    const opened = sources.open(`include/${spelled.slice(1, -1)}`);
    return opened !== undefined && declares(opened) && isSelfContained(opened, sources);
  });
  return found === undefined
    ? refuse("helper-not-visible", `No header that ${file.path} could include declares ${name}().`)
    : [found];
}

/** `<linux/io.h>` for a header that drivers include so. */
function nameInBrackets(path: string): string | undefined {
  const inside =
    /^include\/(?:uapi\/)?((?:linux|net|media|sound|drm|scsi|rdma|crypto|video)\/[\w./+-]+\.h)$/.exec(
      path,
    )?.[1];
  return inside === undefined ? undefined : `<${inside}>`;
}

/** Whether a header has the function or its prototype, whatever the configuration. */
function isDeclaredIn(header: SourceFile, { file, span }: FoldMember): boolean {
  if (file.path.endsWith(".h")) return header === file;
  if (!header.words.has(span.name)) return false;
  const pattern = new RegExp(
    `^(?!#|static|[ \\t]*\\*)[A-Za-z_][^;{}()#]*\\b${span.name}\\([^;{}]*\\)[^;{}]*;`,
    "gm",
  );
  const guard = guardOf(header);
  return [...header.text.matchAll(pattern)].some((match) => header.conditions.at(match.index) === guard);
}

function refuseLink(helper: FoldMember, user: SourceFile, sight: Sight): Refusal | undefined {
  const { file, span } = helper;
  const name = `${span.name}()`;
  if (file.conditions.at(span.start) !== (file.path.endsWith(".h") ? guardOf(file) : ""))
    return refuse("helper-not-visible", `${name} is defined under a condition.`);
  if (file.path.endsWith(".h"))
    return /\bstatic\s+inline\b|\bstatic\s+__always_inline\b/.test(
      file.text.slice(span.start, span.nameStart),
    )
      ? undefined
      : refuse("helper-not-visible", `${name} is no inline function of its header.`);
  if (sharesModule(file, user, sight)) return undefined;
  const exported = exportOf(file, span.name);
  if (!exported) return refuse("helper-not-visible", `${name} is not exported to other modules.`);
  if (exported === "gpl" && !isGplModule(user, sight))
    return refuse("licences-differ", `${name} is exported to modules under the GPL only.`);
  return sight.isSurelyBuilt(file.path, user.path)
    ? undefined
    : refuse("helper-may-be-off", `Kconfig does not surely build ${file.path} with ${user.path}.`);
}

function sharesModule(a: SourceFile, b: SourceFile, { findBuild }: Sight): boolean {
  const [ours, theirs] = [a, b].map(({ path }) => findBuild(path).modules);
  return ours.length === 1 && theirs.length === 1 && ours[0].id === theirs[0].id && ours[0].condition === "";
}

/** Whether the module that a file is part of says that it is under the GPL, in this file or in another of its folder. */
export function isGplModule(file: SourceFile, sight: Pick<Sight, "sources" | "findBuild">): boolean {
  const licence = moduleLicence(file);
  if (licence !== undefined) return isGplLicence(licence);
  const said = pathsOfModules([file], sight).flatMap((path) => {
    const other = sight.sources.open(path);
    return (other && moduleLicence(other)) ?? [];
  });
  return said.length > 0 && said.every(isGplLicence);
}

function moduleLicence({ text }: SourceFile): string | undefined {
  return /^MODULE_LICENSE\("([^"]*)"\);/m.exec(text)?.[1];
}

/** As `license_is_gpl_compatible()` of the kernel has them. */
function isGplLicence(licence: string): boolean {
  return /^(?:GPL|GPL v2|GPL and additional rights|Dual (?:BSD|MIT|MPL)\/GPL)$/.test(licence);
}
