import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { encodeC } from "@kindred/c-source";
import { prepareLibrary } from "../check/prepare-library.ts";
import type { LibraryFiles } from "../files/library-files.ts";
import type { ParameterValues } from "../parameters/parameter-values.ts";
import { MODULE_FOLDER, moduleMakefile, TOP_MAKEFILE } from "./module-makefile.ts";
import { writeTar } from "./ustar.ts";

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
  const contents = new Map([
    ...files,
    ["Makefile", TOP_MAKEFILE],
    [`${MODULE_FOLDER}/Makefile`, moduleMakefile(files)],
  ]);
  const entries = [...contents].map(([path, text]) => ({ path: `${folder}/${path}`, bytes: encodeC(text) }));
  const bytes = compress(writeTar(entries));
  const name = `${folder}.tar.gz`;
  const sum = createHash("sha256").update(bytes).digest("hex");
  return { name, bytes, checksumName: `${name}.sha256`, checksum: `${sum}  ${name}\n` };
}

/** gzip writes the system it ran on into byte 9; 255 means unknown. It writes no time and no name. */
function compress(archive: Uint8Array): Uint8Array {
  const bytes = gzipSync(archive, { level: 9 });
  bytes[9] = 255;
  return bytes;
}
