import { KindredError } from "@kindred/c-source";
import { C_INTEGER, PREFIX } from "../manifest/field-shapes.ts";
import type { LibraryManifest, LibraryParameter } from "../manifest/manifest.ts";

/** Parameter name to chosen value, as text from the command line. */
export type ParameterValues = Readonly<Record<string, string>>;

/** A value for every parameter: the given ones, checked, and the defaults. */
export function resolveParameters(manifest: LibraryManifest, given: ParameterValues): ParameterValues {
  for (const name of Object.keys(given)) {
    if (!manifest.parameters.some((parameter) => parameter.name === name))
      throw unknownParameter(manifest, name);
  }
  return Object.fromEntries(
    manifest.parameters.map((parameter) => {
      const value = Object.hasOwn(given, parameter.name) ? given[parameter.name]! : parameter.default;
      if (!isValue(parameter, value)) throw badValue(parameter, value);
      return [parameter.name, value];
    }),
  );
}

function isValue(parameter: LibraryParameter, value: string): boolean {
  return (parameter.kind === "define" ? C_INTEGER : PREFIX).test(value);
}

function unknownParameter(manifest: LibraryManifest, name: string): KindredError {
  const known = manifest.parameters.map((parameter) => parameter.name).join(", ");
  return new KindredError(
    "E_USAGE",
    `The library ${manifest.name} has no parameter \`${name}\`.`,
    `Its parameters are ${known}.`,
  );
}

function badValue(parameter: LibraryParameter, value: string): KindredError {
  const wanted =
    parameter.kind === "define"
      ? "a C integer such as 60 or 0x3c"
      : "a lower-case C name of 2 to 40 characters such as wdt_old";
  return new KindredError(
    "E_USAGE",
    `The parameter \`${parameter.name}\` cannot be ${JSON.stringify(value)}.`,
    `Give ${wanted}.`,
  );
}
