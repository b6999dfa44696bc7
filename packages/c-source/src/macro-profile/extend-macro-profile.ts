import { KindredError } from "../errors.ts";
import type { MacroProfile } from "./macro-profile.ts";

const FIELDS = ["annotations", "annotationsWithArgument", "iterationPatterns"] as const;
const LONGEST_NAME = 200;

/**
 * A profile with everything of `base` and of `extra`, which may come from a config file and is checked.
 *
 * @throws KindredError `E_USAGE` that names the field when `extra` is no part of a macro profile.
 */
export function extendMacroProfile(base: MacroProfile, extra: unknown): MacroProfile {
  if (typeof extra !== "object" || extra === null || Array.isArray(extra)) {
    throw unfit("The macro profile", "must be an object");
  }
  for (const key of Object.keys(extra)) {
    if (!(FIELDS as readonly string[]).includes(key))
      throw unfit(`The macro profile's field \`${key}\``, "is not known");
  }
  const given = extra as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const merge = (field: (typeof FIELDS)[number]): readonly string[] => {
    return [...new Set([...base[field], ...namesOf(field, given[field])])];
  };
  return {
    annotations: merge("annotations"),
    annotationsWithArgument: merge("annotationsWithArgument"),
    iterationPatterns: merge("iterationPatterns"),
  };
}

function namesOf(field: (typeof FIELDS)[number], value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw unfit(`The macro profile's field \`${field}\``, "must be a list of names");
  const shape = field === "iterationPatterns" ? /^[\w*]+$/ : /^[A-Za-z_]\w*$/;
  return value.map((name: unknown, index) => {
    if (typeof name === "string" && name.length <= LONGEST_NAME && shape.test(name)) return name;
    throw unfit(`The macro profile's field \`${field}[${index}]\``, "must be a C identifier");
  });
}

function unfit(subject: string, trouble: string): KindredError {
  const hint = `Known fields: ${FIELDS.join(", ")}; each is a list of names, and \`*\` is allowed in iterationPatterns.`;
  return new KindredError("E_USAGE", `${subject} ${trouble}.`, hint);
}
