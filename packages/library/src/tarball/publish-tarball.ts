import { createHash } from "node:crypto";
import { encodeC } from "@kindred/c-source";
import { compress } from "../archive/compress.ts";
import { writeTar } from "../archive/ustar.ts";
import { prepareLibrary } from "../check/prepare-library.ts";
import type { LibraryFiles } from "../files/library-files.ts";
import type { ParameterValues } from "../parameters/parameter-values.ts";
import { standaloneFiles } from "./standalone-files.ts";

/** A versioned tarball and its checksum file, ready to be written. */
export interface Tarball {
  /** `NAME-VERSION.tar.gz` */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `NAME-VERSION.tar.gz.sha256` */
  readonly checksumName: string;
  /** In the format of `sha256sum -c`. */
  readonly checksum: string;
}

/**
 * A library as a tarball: the template with its parameters replaced, and Makefiles that build it outside of a kernel
 * tree (`make KDIR=…`). The same template gives the same bytes.
 *
 * @throws KindredError `E_DATA` for a template that fails its checks, `E_USAGE` for a wrong parameter.
 */
export function publishTarball(request: { files: LibraryFiles; parameters: ParameterValues }): Tarball {
  const { manifest, files } = prepareLibrary(request.files, request.parameters);
  const folder = `${manifest.name}-${manifest.version}`;
  const entries = [...standaloneFiles(files)].map(([path, text]) => ({
    path: `${folder}/${path}`,
    bytes: encodeC(text),
  }));
  const bytes = compress(writeTar(entries));
  const name = `${folder}.tar.gz`;
  const sum = createHash("sha256").update(bytes).digest("hex");
  return { name, bytes, checksumName: `${name}.sha256`, checksum: `${sum}  ${name}\n` };
}
