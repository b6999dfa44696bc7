import { KindredError } from "@kindred/c-source";
import type { LibraryFiles } from "../files/library-files.ts";
import type { LibraryManifest } from "../manifest/manifest.ts";
import { applyParameters } from "../parameters/apply-parameters.ts";
import { type ParameterValues, resolveParameters } from "../parameters/parameter-values.ts";
import { checkLibrary } from "./check-library.ts";
import type { LibraryFinding } from "./library-finding.ts";

/** A checked template with its parameters replaced. */
export interface PreparedLibrary {
  readonly manifest: LibraryManifest;
  readonly values: ParameterValues;
  readonly files: LibraryFiles;
}

/**
 * Checks a template and fills in its parameters.
 *
 * @throws KindredError `E_DATA` with the first finding when the template cannot be published, `E_USAGE` for a wrong
 * parameter.
 */
export function prepareLibrary(files: LibraryFiles, given: ParameterValues): PreparedLibrary {
  const { manifest, findings } = checkLibrary(files);
  if (!manifest || findings.length > 0) throw refusal(findings);
  const values = resolveParameters(manifest, given);
  return { manifest, values, files: applyParameters(files, manifest, values) };
}

function refusal(findings: readonly LibraryFinding[]): KindredError {
  const shown = findings.slice(0, 20).map(({ file, line, rule, message }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return `${place}: ${rule}: ${message}`;
  });
  const more = findings.length > shown.length ? [`… and ${findings.length - shown.length} more`] : [];
  return new KindredError(
    "E_DATA",
    ["The library cannot be published as it is:", ...shown, ...more].join("\n  "),
    "Correct the template and publish again.",
  );
}
