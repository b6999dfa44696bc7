import { filesOf, type LibraryFiles } from "../files/library-files.ts";
import type { LibraryManifest } from "../manifest/manifest.ts";
import { readManifest } from "../manifest/read-manifest.ts";
import { checkBuild } from "./check-build.ts";
import { checkExports } from "./check-exports.ts";
import { checkHistory } from "./check-history.ts";
import { checkLayout, checkLicences, checkNames, checkParameters } from "./check-texts.ts";
import { findDeclarations, findExports, MAX_EXPORTS } from "./find-exports.ts";
import type { LibraryFinding } from "./library-finding.ts";

/** What {@link checkLibrary} found out. */
export interface LibraryCheck {
  /** Absent when library.json cannot be used. */
  readonly manifest?: LibraryManifest;
  /** Empty for a library that can be published. Sorted by file and line. */
  readonly findings: readonly LibraryFinding[];
  /** The interface as the sources have it: name to prototype. What library.json should record for a new version. */
  readonly signatures: Readonly<Record<string, string>>;
}

/**
 * Checks a template folder without compiling it: layout, library.json, licences, names, exports with their
 * declarations and kernel-doc, Kbuild against Kconfig and sources, parameters, and the recorded interface.
 */
export function checkLibrary(files: LibraryFiles): LibraryCheck {
  const layout = checkLayout(files);
  const manifestText = files.get("library.json");
  if (layout.length > 0 || manifestText === undefined)
    return { findings: sortFindings(layout), signatures: {} };

  const { manifest, findings: broken } = readManifest(manifestText);
  const exports = findExports(files);
  const count = checkCount(files, exports.length);
  if (count.length > 0) return { findings: sortFindings([...broken, ...count]), signatures: {} };

  const signatures = Object.fromEntries(
    exports.flatMap((it) => (it.definition ? [[it.name, it.definition.text]] : [])),
  );
  const general = [...broken, ...checkLicences(files), ...checkExports(exports, findDeclarations(files))];
  if (!manifest) return { findings: sortFindings(general), signatures };

  const prefix = manifest.parameters.find((parameter) => parameter.kind === "prefix")!.default;
  const findings = [
    ...general,
    ...checkNames(files, exports, prefix),
    ...checkBuild(files, prefix),
    ...checkParameters(files, manifest),
    ...checkHistory(manifest, exports),
  ];
  return { manifest, findings: sortFindings(findings), signatures };
}

function checkCount(files: LibraryFiles, count: number): LibraryFinding[] {
  if (count > 0 && count <= MAX_EXPORTS) return [];
  const message =
    count === 0
      ? "The library exports nothing. Add EXPORT_SYMBOL_GPL."
      : `The library exports ${count} symbols; at most ${MAX_EXPORTS} can be checked.`;
  return [{ rule: "export", file: filesOf(files, "source")[0]![0], message }];
}

function sortFindings(findings: readonly LibraryFinding[]): LibraryFinding[] {
  return [...findings].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  );
}
