import type { SourceFile } from "../members/source-file.ts";

const known = new WeakMap<SourceFile, string | undefined>();

/** What a file's SPDX line says; undefined when it has none. */
export function licenceOf(file: SourceFile): string | undefined {
  if (!known.has(file)) {
    const head = file.text.split("\n", 4).join("\n");
    known.set(file, /SPDX-License-Identifier:[ \t]*(.*?)[ \t]*(?:\*\/)?[ \t]*$/m.exec(head)?.[1]);
  }
  return known.get(file);
}

/** Licences that all code of the kernel can be put under: one of them stands for the file by itself. */
const GPL = /^GPL-[12]\.0(?:-only|-or-later|\+)?$/;

/** Whether code under a licence may be moved into a file that is under version 2 of the GPL. */
export function isGpl(licence: string | undefined): boolean {
  if (licence === undefined || /\bAND\b/.test(licence)) return false;
  return licence.split(/[()]|\bOR\b/).some((part) => GPL.test(part.trim()));
}

/** Whether code of the files may stand in a file under this licence. */
export function mayHold(licence: string | undefined, files: readonly SourceFile[]): boolean {
  const own = files.map(licenceOf);
  return isGpl(licence) ? own.every(isGpl) : licence !== undefined && own.every((each) => each === licence);
}
