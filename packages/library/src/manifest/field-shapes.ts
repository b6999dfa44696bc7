import { parseVersion } from "./versions.ts";

/** Says what is wrong with a value, or undefined when nothing is. */
export type Shape = (value: unknown) => string | undefined;

export const C_NAME = /^[A-Za-z_]\w{0,62}$/;
export const C_INTEGER = /^(?:0x[0-9a-fA-F]{1,16}|[0-9]{1,19})(?:[uU]?[lL]{0,2})$/;
/** What may stand for a prefix: safe in C, Kconfig, Kbuild and file names alike. */
export const PREFIX = /^(?=.{2,40}$)[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const PERSON = /^[^<>\n"]{1,80} <[^<>\s@]{1,80}@[^<>\s@]{1,80}>$/;
const ADDRESS = /^[^<>\s@]{1,80}@[^<>\s@]{1,80}$/;

export const matching =
  (pattern: RegExp, wanted: string): Shape =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? undefined : `must be ${wanted}`;

export const listOf =
  (shape: Shape, wanted: string): Shape =>
  (value) =>
    Array.isArray(value) && value.every((item) => shape(item) === undefined)
      ? undefined
      : `must be ${wanted}`;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const versionOf = (parts: number): Shape => {
  const wanted = parts === 3 ? "a version such as 1.0.0" : "a kernel version such as 6.12";
  return (value) =>
    typeof value === "string" && parseVersion(value)?.length === parts ? undefined : `must be ${wanted}`;
};

export const kernelVersion = versionOf(2);
const LINE = matching(/^[\x20-\x7e\xa0-\xff]{0,72}$/, "a line of at most 72 characters");

/** The top level of library.json. Nested values have shapes of their own. */
export const MANIFEST_SHAPES: Readonly<Record<string, Shape>> = {
  schemaVersion: (value) => (value === 1 ? undefined : "must be 1"),
  name: matching(
    /^(?=.{2,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    "lower-case words joined by `-`, of at most 40 characters",
  ),
  version: versionOf(3),
  subsystem: matching(/^[a-z][a-z0-9/_: -]{0,40}$/, "what stands before the colon of a mail subject"),
  summary: matching(
    /^[a-z][\x20-\x7e]{3,59}$/,
    "one phrase that begins in lower case, of at most 60 characters",
  ),
  description: listOf(LINE, "a list of lines of at most 72 characters each"),
  directory: matching(
    /^(?:drivers|lib|net|sound)(?:\/[a-z0-9_-]+)+$/,
    "a folder of the kernel such as drivers/watchdog",
  ),
  after: matching(/^[A-Z0-9_]{1,60}$/, "a Kconfig option without CONFIG_"),
  maintainers: listOf(matching(PERSON, ""), "a list of `Name <address>`"),
  lists: listOf(matching(ADDRESS, ""), "a list of mail addresses"),
  kernels: (value) =>
    isRecord(value) &&
    kernelVersion(value.oldest) === undefined &&
    listOf(kernelVersion, "")(value.tested) === undefined
      ? undefined
      : "must be { oldest, tested } with kernel versions such as 6.12",
  parameters: (value) => (Array.isArray(value) ? undefined : "must be a list"),
  exports: (value) =>
    isRecord(value) &&
    versionOf(3)(value.version) === undefined &&
    isRecord(value.signatures) &&
    Object.entries(value.signatures).every(([name, text]) => C_NAME.test(name) && typeof text === "string")
      ? undefined
      : "must be { version, signatures } with the prototype of each exported function",
};

const SUMMARY = matching(/^[\x20-\x7e]{3,100}$/, "one phrase");
const PARAMETER_NAME = matching(/^[a-z][a-z0-9-]{0,30}$/, "lower-case words joined by `-`");

/** A parameter, by its kind. */
export const PARAMETER_SHAPES: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  prefix: {
    kind: () => undefined,
    name: PARAMETER_NAME,
    default: matching(PREFIX, "a lower-case C name of 2 to 40 characters"),
    summary: SUMMARY,
  },
  define: {
    kind: () => undefined,
    name: PARAMETER_NAME,
    macro: matching(/^[A-Z][A-Z0-9_]{1,60}$/, "the name of a macro"),
    default: matching(C_INTEGER, "a C integer"),
    summary: SUMMARY,
  },
};
