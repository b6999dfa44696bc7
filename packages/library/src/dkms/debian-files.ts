import type { LibraryFiles } from "../files/library-files.ts";
import type { LibraryManifest } from "../manifest/manifest.ts";
import { libraryObjects, MODULE_FOLDER } from "../tarball/standalone-files.ts";

/** Names that the texts below share. Everything in it was checked against the manifest's shapes. */
export interface DebianPackage {
  readonly manifest: LibraryManifest;
  /** `NAME-dkms` */
  readonly name: string;
  /** `Name <address>` */
  readonly maintainer: string;
}

/** Where DKMS looks for the source of a module. */
export const sourceFolder = ({ manifest }: DebianPackage) => `usr/src/${manifest.name}-${manifest.version}`;

/** dkms.conf: the library's modules, without its KUnit test. See dkms(8). */
export function dkmsConfig({ manifest }: DebianPackage, files: LibraryFiles): string {
  const modules = libraryObjects(files).flatMap((object, index) => [
    `BUILT_MODULE_NAME[${index}]="${object}"`,
    `BUILT_MODULE_LOCATION[${index}]="${MODULE_FOLDER}"`,
    `DEST_MODULE_LOCATION[${index}]="/updates/dkms"`,
  ]);
  return lines([
    `PACKAGE_NAME="${manifest.name}"`,
    `PACKAGE_VERSION="${manifest.version}"`,
    `MAKE[0]="make KDIR=\${kernel_source_dir} modules"`,
    `CLEAN="make KDIR=\${kernel_source_dir} clean"`,
    ...modules,
    'AUTOINSTALL="yes"',
  ]);
}

/** DEBIAN/control of the binary package. */
export function binaryControl(deb: DebianPackage, installedKilobytes: number): string {
  return lines([
    `Package: ${deb.name}`,
    `Version: ${deb.manifest.version}`,
    "Architecture: all",
    `Maintainer: ${deb.maintainer}`,
    `Installed-Size: ${installedKilobytes}`,
    ...relations(deb),
  ]);
}

/** debian/control of the source package. */
export function sourceControl(deb: DebianPackage): string {
  return lines([
    `Source: ${deb.name}`,
    "Section: kernel",
    "Priority: optional",
    `Maintainer: ${deb.maintainer}`,
    "Standards-Version: 4.6.2",
    "Rules-Requires-Root: no",
    "",
    `Package: ${deb.name}`,
    "Architecture: all",
    ...relations(deb),
  ]);
}

function relations({ manifest }: DebianPackage): string[] {
  const text = manifest.description.map((line) => (line.trim() === "" ? " ." : ` ${line.trim()}`));
  return [
    "Section: kernel",
    "Priority: optional",
    "Depends: dkms",
    `Description: ${manifest.subsystem}: ${manifest.summary} (DKMS)`,
    ...text,
  ];
}

/** debian/changelog. The date is fixed, so that the same library gives the same package. */
export function changelog({ manifest, name, maintainer }: DebianPackage): string {
  return lines([
    `${name} (${manifest.version}) unstable; urgency=medium`,
    "",
    `  * Made from the library template ${manifest.name} ${manifest.version}.`,
    "",
    ` -- ${maintainer}  Thu, 01 Jan 1970 00:00:00 +0000`,
  ]);
}

export function copyright({ manifest, maintainer }: DebianPackage): string {
  return lines([
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
    `Upstream-Name: ${manifest.name}`,
    "",
    "Files: *",
    `Copyright: ${maintainer}`,
    "License: GPL-2",
    " On Debian systems, the text of version 2 of the GNU General Public License",
    " is in /usr/share/common-licenses/GPL-2.",
  ]);
}

/** DKMS's own script registers, builds and installs the module for the kernels that have headers. */
export function postinst({ manifest }: DebianPackage): string {
  return lines([
    "#!/bin/sh",
    "set -e",
    "",
    'if [ "$1" = configure ]; then',
    `\t/usr/lib/dkms/common.postinst ${manifest.name} ${manifest.version} "" "" "$2"`,
    "fi",
  ]);
}

export function prerm({ manifest }: DebianPackage): string {
  return lines([
    "#!/bin/sh",
    "set -e",
    "",
    'case "$1" in',
    "remove|upgrade|deconfigure)",
    `\tdkms remove -m ${manifest.name} -v ${manifest.version} --all`,
    "\t;;",
    "esac",
  ]);
}

/** debian/rules: copies the source and calls dpkg-deb; needs nothing but dpkg-dev. */
export function rules(deb: DebianPackage, contents: readonly string[]): string {
  const source = `$(root)/${sourceFolder(deb)}`;
  return lines([
    "#!/usr/bin/make -f",
    "# SPDX-License-Identifier: GPL-2.0",
    `package := ${deb.name}`,
    "root := debian/$(package)",
    `source := ${source}`,
    "",
    "build build-arch build-indep binary-arch:",
    "",
    "binary: binary-indep",
    "binary-indep:",
    "\trm -rf $(root)",
    "\tmkdir -p $(source) $(root)/DEBIAN $(root)/usr/share/doc/$(package)",
    `\tcp -R ${contents.join(" ")} $(source)`,
    "\tcp debian/copyright $(root)/usr/share/doc/$(package)",
    "\tinstall -m 755 debian/postinst debian/prerm $(root)/DEBIAN",
    "\tdpkg-gencontrol -P$(root)",
    "\tdpkg-deb --root-owner-group --build $(root) ..",
    "",
    "clean:",
    "\trm -rf $(root) debian/files debian/*.substvars",
    "",
    ".PHONY: build build-arch build-indep binary binary-arch binary-indep clean",
  ]);
}

const lines = (texts: readonly string[]) => `${texts.join("\n")}\n`;
