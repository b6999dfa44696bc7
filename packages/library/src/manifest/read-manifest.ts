import { type CText, displayText } from "@kindred/c-source";
import type { LibraryFinding } from "../check/library-finding.ts";
import { isRecord, MANIFEST_SHAPES, PARAMETER_SHAPES, type Shape } from "./field-shapes.ts";
import type { LibraryManifest } from "./manifest.ts";

const FILE = "library.json";
const OPTIONAL = new Set(["after"]);

/** Reads library.json. With any finding there is no manifest: the rest of the checks could not trust it. */
export function readManifest(text: CText): { manifest?: LibraryManifest; findings: LibraryFinding[] } {
  const findings: LibraryFinding[] = [];
  const report = (message: string) => findings.push({ rule: "manifest", file: FILE, message });
  const data = parseJson(text, report);
  if (!isRecord(data)) return { findings };

  checkFields(data, MANIFEST_SHAPES, "", report);
  if (Array.isArray(data.parameters)) checkParameters(data.parameters, report);
  return findings.length > 0 ? { findings } : { manifest: data as unknown as LibraryManifest, findings };
}

function parseJson(text: CText, report: (message: string) => void): unknown {
  try {
    const data: unknown = JSON.parse(displayText(text));
    if (!isRecord(data)) report("The file must hold one object.");
    return data;
  } catch (error) {
    report(`The file is not JSON: ${(error as Error).message}.`);
    return undefined;
  }
}

function checkFields(
  data: Record<string, unknown>,
  shapes: Readonly<Record<string, Shape>>,
  at: string,
  report: (message: string) => void,
): void {
  for (const key of Object.keys(data)) {
    if (!Object.hasOwn(shapes, key)) {
      report(`\`${at}${key}\` is not a known key. Known are ${Object.keys(shapes).join(", ")}.`);
    }
  }
  for (const [key, shape] of Object.entries(shapes)) {
    if (!Object.hasOwn(data, key)) {
      if (!OPTIONAL.has(key)) report(`\`${at}${key}\` is missing.`);
      continue;
    }
    const problem = shape(data[key]);
    if (problem) report(`\`${at}${key}\` ${problem}.`);
  }
}

function checkParameters(parameters: readonly unknown[], report: (message: string) => void): void {
  const names = new Set<unknown>();
  parameters.forEach((parameter, index) => {
    const at = `parameters[${index}].`;
    const kind = isRecord(parameter) ? String(parameter.kind) : "";
    if (!isRecord(parameter) || !Object.hasOwn(PARAMETER_SHAPES, kind)) {
      report(`\`${at}kind\` must be one of ${Object.keys(PARAMETER_SHAPES).join(", ")}.`);
      return;
    }
    checkFields(parameter, PARAMETER_SHAPES[kind]!, at, report);
    if (names.has(parameter.name)) report(`\`${at}name\` stands twice.`);
    names.add(parameter.name);
  });
  const prefixes = parameters.filter((parameter) => isRecord(parameter) && parameter.kind === "prefix");
  if (prefixes.length !== 1) report("`parameters` must have exactly one of kind prefix.");
}
