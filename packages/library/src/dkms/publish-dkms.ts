/**
 * A library as a Debian package for DKMS, in two forms: the binary package (`.deb`) and the source package (`.dsc` and
 * its tarball, format "3.0 (native)") from which dpkg-buildpackage makes the same.
 *
 * Both are archives of texts, so they are written here byte by byte and no dpkg tool is needed; deb(5), dsc(5) and
 * dkms(8) say what is in them. The tests hold them against dpkg itself.
 */
import { createHash } from "node:crypto";
import { encodeC, KindredError } from "@kindred/c-source";
import { writeAr } from "../archive/ar.ts";
import { compress } from "../archive/compress.ts";
import { type TarEntry, writeTar } from "../archive/ustar.ts";
import { type PreparedLibrary, prepareLibrary } from "../check/prepare-library.ts";
import type { LibraryFiles } from "../files/library-files.ts";
import type { ParameterValues } from "../parameters/parameter-values.ts";
import { standaloneFiles } from "../tarball/standalone-files.ts";
import {
  binaryControl,
  changelog,
  copyright,
  type DebianPackage,
  dkmsConfig,
  postinst,
  prerm,
  rules,
  sourceControl,
  sourceFolder,
} from "./debian-files.ts";

/** A file of the output folder. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What {@link publishDkms} works from. */
export interface DkmsRequest {
  readonly files: LibraryFiles;
  readonly parameters: ParameterValues;
  /** `Name <address>`: the package's maintainer when library.json names none. */
  readonly maintainer?: string;
}

/**
 * A library as a DKMS package: `NAME-dkms_VERSION_all.deb`, `NAME-dkms_VERSION.dsc` and `NAME-dkms_VERSION.tar.gz`.
 * The same library gives the same bytes.
 *
 * @throws KindredError `E_DATA` for a template that fails its checks, `E_USAGE` for a wrong parameter or when nobody is
 * named as the maintainer.
 */
export function publishDkms(request: DkmsRequest): readonly OutputFile[] {
  const library = prepareLibrary(request.files, request.parameters);
  const deb: DebianPackage = {
    manifest: library.manifest,
    name: `${library.manifest.name}-dkms`,
    maintainer: getMaintainer(library, request.maintainer),
  };
  const contents = new Map([
    ...standaloneFiles(library.files),
    ["dkms.conf", dkmsConfig(deb, library.files)],
  ]);
  const stem = `${deb.name}_${library.manifest.version}`;
  const source = { name: `${stem}.tar.gz`, bytes: sourceTarball(deb, contents) };
  return [
    { name: `${stem}.dsc`, bytes: utf8(sourceDescription(deb, source)) },
    source,
    { name: `${stem}_all.deb`, bytes: binaryPackage(deb, contents) },
  ];
}

function getMaintainer({ manifest }: PreparedLibrary, given: string | undefined): string {
  const maintainer = manifest.maintainers[0] ?? given;
  if (maintainer !== undefined && /^[^<>\n,]+ <[^<>\s]+@[^<>\s]+>$/.test(maintainer)) return maintainer;
  throw new KindredError(
    "E_USAGE",
    `A package needs a maintainer, and ${maintainer ? JSON.stringify(maintainer) : "nobody"} is named.`,
    "Give one as `Name <address>`, or list one in library.json.",
  );
}

/** deb(5): a version, the control files, the files to install; each folder has an entry of its own. */
function binaryPackage(deb: DebianPackage, contents: LibraryFiles): Uint8Array {
  const installed = [
    ...[...contents].map(([path, text]) => ({ path: `${sourceFolder(deb)}/${path}`, bytes: encodeC(text) })),
    { path: `usr/share/doc/${deb.name}/copyright`, bytes: utf8(copyright(deb)) },
  ];
  const sums = installed.map(({ path, bytes }) => `${digest("md5", bytes)}  ${path}\n`).sort();
  const kilobytes = installed.reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / 1024), 0);
  const control: TarEntry[] = [
    { path: "control", bytes: utf8(binaryControl(deb, kilobytes)) },
    { path: "md5sums", bytes: utf8(sums.join("")) },
    { path: "postinst", bytes: utf8(postinst(deb)), isExecutable: true },
    { path: "prerm", bytes: utf8(prerm(deb)), isExecutable: true },
  ];
  return writeAr([
    { name: "debian-binary", bytes: utf8("2.0\n") },
    { name: "control.tar.gz", bytes: compress(writeTar(withFolders(control))) },
    { name: "data.tar.gz", bytes: compress(writeTar(withFolders(installed))) },
  ]);
}

function withFolders(entries: readonly TarEntry[]): TarEntry[] {
  const parents = entries.flatMap(({ path }) =>
    path.split("/").map((_, i, parts) => parts.slice(0, i).join("/")),
  );
  const folders = [...new Set(parents)].map((path) => ({
    path: path === "" ? "./" : `./${path}/`,
    bytes: utf8(""),
  }));
  return [...folders, ...entries.map((entry) => ({ ...entry, path: `./${entry.path}` }))];
}

function sourceTarball(deb: DebianPackage, contents: LibraryFiles): Uint8Array {
  const tops = [...new Set([...contents.keys()].map((path) => path.split("/")[0]!))].sort();
  const debian: [string, string][] = [
    ["changelog", changelog(deb)],
    ["control", sourceControl(deb)],
    ["copyright", copyright(deb)],
    ["postinst", postinst(deb)],
    ["prerm", prerm(deb)],
    ["rules", rules(deb, tops)],
    ["source/format", "3.0 (native)\n"],
  ];
  const folder = `${deb.name}-${deb.manifest.version}`;
  return compress(
    writeTar([
      ...[...contents].map(([path, text]) => ({ path: `${folder}/${path}`, bytes: encodeC(text) })),
      ...debian.map(([path, text]) => ({
        path: `${folder}/debian/${path}`,
        bytes: utf8(text),
        isExecutable: path === "rules",
      })),
    ]),
  );
}

/** dsc(5), without a signature. */
function sourceDescription(deb: DebianPackage, source: OutputFile): string {
  const sum = (algorithm: string) =>
    ` ${digest(algorithm, source.bytes)} ${source.bytes.length} ${source.name}`;
  return [
    "Format: 3.0 (native)",
    `Source: ${deb.name}`,
    `Binary: ${deb.name}`,
    "Architecture: all",
    `Version: ${deb.manifest.version}`,
    `Maintainer: ${deb.maintainer}`,
    "Standards-Version: 4.6.2",
    "Package-List:",
    ` ${deb.name} deb kernel optional arch=all`,
    "Checksums-Sha1:",
    sum("sha1"),
    "Checksums-Sha256:",
    sum("sha256"),
    "Files:",
    sum("md5"),
    "",
  ].join("\n");
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");

const digest = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest("hex");
