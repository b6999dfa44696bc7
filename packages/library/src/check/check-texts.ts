import {
  type FileRole,
  filesOf,
  type LibraryFiles,
  MAX_BYTES,
  MAX_FILES,
  roleOf,
} from "../files/library-files.ts";
import type { LibraryManifest } from "../manifest/manifest.ts";
import { definitionOf } from "../parameters/apply-parameters.ts";
import type { LibraryExport } from "./find-exports.ts";
import type { LibraryFinding } from "./library-finding.ts";

const REQUIRED: readonly FileRole[] = ["manifest", "kconfig", "kbuild", "readme", "header", "source", "test"];

/** Only files that a template has a place for, all roles filled, nothing outsized. */
export function checkLayout(files: LibraryFiles): LibraryFinding[] {
  const bytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  if (files.size > MAX_FILES || bytes > MAX_BYTES) {
    const limit = `${MAX_FILES} files and ${MAX_BYTES} bytes`;
    return [
      { rule: "layout", file: ".", message: `The folder is larger than a template may be (${limit}).` },
    ];
  }
  const strangers = [...files.keys()]
    .filter((path) => roleOf(path) === undefined)
    .map(
      (file): LibraryFinding => ({ rule: "layout", file, message: "A template has no place for this file." }),
    );
  const missing = REQUIRED.filter((role) => filesOf(files, role).length === 0).map(
    (role): LibraryFinding => ({ rule: "layout", file: ".", message: `The template has no ${role} file.` }),
  );
  return [...strangers, ...missing];
}

/** SPDX in the first line, in the comment style of Documentation/process/license-rules.rst. */
export function checkLicences(files: LibraryFiles): LibraryFinding[] {
  return filesOf(files, "header", "source", "test", "kconfig", "kbuild")
    .filter(([path, text]) => !licenceLine(path).test(text))
    .map(([file]) => ({
      rule: "licence" as const,
      file,
      line: 1,
      message: `The first line must be ${licenceExample(file)}.`,
    }));
}

const licenceLine = (path: string) =>
  path.endsWith(".c")
    ? /^\/\/ SPDX-License-Identifier: GPL-2\.0\S*(?: OR .+)?\n/
    : path.endsWith(".h")
      ? /^\/\* SPDX-License-Identifier: GPL-2\.0\S*(?: OR .+)? \*\/\n/
      : /^# SPDX-License-Identifier: GPL-2\.0\S*(?: OR .+)?\n/;

const licenceExample = (path: string) =>
  path.endsWith(".c")
    ? "`// SPDX-License-Identifier: GPL-2.0`"
    : path.endsWith(".h")
      ? "`/* SPDX-License-Identifier: GPL-2.0 */`"
      : "`# SPDX-License-Identifier: GPL-2.0`";

/** Exports and file names begin with the prefix, so that a renamed library is renamed whole. */
export function checkNames(
  files: LibraryFiles,
  exports: readonly LibraryExport[],
  prefix: string,
): LibraryFinding[] {
  const isOurs = (name: string) => name === prefix || name.startsWith(`${prefix}_`);
  const symbols = exports
    .filter((it) => !isOurs(it.name))
    .map(({ file, line, name }) => ({
      file,
      line,
      message: `\`${name}\` does not begin with \`${prefix}_\`.`,
    }));
  const paths = filesOf(files, "header", "source", "test")
    .filter(([path]) => !isOurs(path.replace(/^.*\//, "").replace(/\.[ch]$/, "")))
    .map(([file]) => ({ file, message: `The file's name does not begin with \`${prefix}\`.` }));
  return [...symbols, ...paths].map((finding) => ({ rule: "name", ...finding }));
}

/** Every parameter has its place: the defaults stand in the template. */
export function checkParameters(files: LibraryFiles, manifest: LibraryManifest): LibraryFinding[] {
  const headers = filesOf(files, "header");
  return manifest.parameters.flatMap((parameter): LibraryFinding[] => {
    if (parameter.kind === "prefix") return [];
    const places = headers.flatMap(([, text]) => [...text.matchAll(definitionOf(parameter.macro))]);
    const values = places.map((match) => match[0].slice(match[1]!.length));
    if (values.length === 1 && values[0] === parameter.default) return [];
    const wanted = `\`#define ${parameter.macro} ${parameter.default}\``;
    return [
      {
        rule: "parameter",
        file: "library.json",
        message: `The parameter \`${parameter.name}\` needs ${wanted} once in a header.`,
      },
    ];
  });
}
