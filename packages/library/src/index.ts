export * from "./check/check-library.ts";
export * from "./check/library-finding.ts";
export * from "./dkms/publish-dkms.ts";
export {
  type FileRole,
  filesOf,
  type LibraryFiles,
  MAX_BYTES,
  MAX_FILES,
  roleOf,
} from "./files/library-files.ts";
export * from "./in-tree/publish-in-tree.ts";
export * from "./manifest/manifest.ts";
export type { ParameterValues } from "./parameters/parameter-values.ts";
export * from "./publish-form.ts";
export * from "./tarball/publish-tarball.ts";
