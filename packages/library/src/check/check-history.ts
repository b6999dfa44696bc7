import type { LibraryManifest } from "../manifest/manifest.ts";
import { parseVersion } from "../manifest/versions.ts";
import type { LibraryExport } from "./find-exports.ts";
import type { LibraryFinding } from "./library-finding.ts";

/**
 * Holds the interface against the one recorded in library.json: a changed or removed export needs a new major version,
 * an added one a new minor version. When the version is new enough the record may be old: it is what users have.
 */
export function checkHistory(manifest: LibraryManifest, exports: readonly LibraryExport[]): LibraryFinding[] {
  const recorded = manifest.exports.signatures;
  const current = new Map(exports.flatMap((it) => (it.definition ? [[it.name, it.definition.text]] : [])));
  const [isMajor, isMinor] = versionStep(manifest);
  const findings: LibraryFinding[] = [];
  const report = (message: string) => findings.push({ rule: "signature", file: "library.json", message });

  for (const [name, text] of Object.entries(recorded)) {
    const now = current.get(name);
    if (isMajor || now === text) continue;
    const change = now === undefined ? "is gone" : `was \`${text}\` and is \`${now}\``;
    report(
      `The export \`${name}\` ${change}. That needs a new major version after ${manifest.exports.version}.`,
    );
  }
  for (const [name, text] of current) {
    if (isMajor || isMinor || Object.hasOwn(recorded, name)) continue;
    report(
      `The export \`${name}\` is new. Raise the minor version after ${manifest.exports.version}, or record it: "${name}": "${text}".`,
    );
  }
  return findings;
}

function versionStep(manifest: LibraryManifest): [isMajor: boolean, isMinor: boolean] {
  const [major = 0, minor = 0] = parseVersion(manifest.version) ?? [];
  const [oldMajor = 0, oldMinor = 0] = parseVersion(manifest.exports.version) ?? [];
  return [major > oldMajor, major === oldMajor && minor > oldMinor];
}
