import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import type { LoadContext } from "../members/fold-member.ts";
import type { SourceFile } from "../members/source-file.ts";
import type { DesignGroup, FoldDesign } from "../place/fold-design.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { designFunction } from "../strategies/design-function.ts";
import { refuseMembers } from "../strategies/refuse-members.ts";
import { leavesOf } from "../syntax/term.ts";
import { type ChipField, fieldKey, planFields, planValues } from "./chip-fields.ts";
import { type ChipLink, findLinks } from "./chip-links.ts";
import { type ChipNames, nameChips } from "./chip-names.ts";

/** A group as one fold: a helper for each family, all of which are given the constant data of a chip. */
export interface GroupDesign {
  readonly parts: readonly FoldDesign[];
  readonly names: ChipNames;
  readonly fields: readonly ChipField[];
  /** By part, the values that its members have in the constant data. */
  readonly values: readonly (readonly HoleParameter[])[];
  /** Names of the helpers, by part; the parts' texts look them up here. */
  readonly helpers: string[];
  /** By part, the parts whose helpers it calls. */
  readonly callees: readonly ReadonlySet<number>[];
}

/** Why a family cannot take part. */
export interface GroupFault {
  readonly family: LoadedFamily;
  readonly refusal: Refusal;
}

/** The design of families over the same chips, or the family that stands in its way. */
export function designGroup(
  families: readonly LoadedFamily[],
  parts: readonly string[] | undefined,
  context: LoadContext,
): GroupDesign | GroupFault {
  const links = families.map((caller) => findLinks(caller, families, () => true));
  const planned: { loaded: LoadedFamily; values: HoleParameter[] }[] = [];
  for (const [i, loaded] of families.entries()) {
    const linked = new Set(links[i].map(({ callee }) => callee));
    const values = refuseMembers(loaded) ?? planValues(loaded, linked, context.tree);
    if (isRefusal(values)) return { family: loaded, refusal: values };
    planned.push({ loaded, values });
  }
  const names = nameGroup(families, parts);
  const { fields, unnamed } = planFields(planned, names?.words ?? new Set());
  if (!names || unnamed)
    return {
      family: unnamed ?? families.at(-1)!,
      refusal: refuse(
        "too-many-parameters",
        "Not all values that differ have a name that says what they are.",
      ),
    };
  const helpers = families.map(() => "");
  const group = groupOf(families, links);
  const argument = argumentOf(families, names);
  const keys = new Map(
    planned.flatMap(({ loaded, values }) => values.map((value) => [value, fieldKey(value, loaded)])),
  );
  const byKey = new Map<string, ChipField>();
  for (const field of fields) byKey.set(field.key, field);
  const designs: FoldDesign[] = [];
  for (const [i, { loaded, values }] of planned.entries()) {
    const made = designFunction(
      "chip-info",
      { loaded, parameters: values, flagged: undefined },
      {
        parameter: argument,
        entries: values.map((value) => ({
          ...value,
          name: `${argument.name}->${byKey.get(keys.get(value)!)!.name}`,
        })),
        calls: links[i].map(({ target, callee, list }) => ({ callee, list, helper: () => helpers[target] })),
      },
    );
    if (isRefusal(made)) return { family: loaded, refusal: made };
    designs.push({ ...made[0], group });
  }
  const callees = links.map((list) => new Set(list.map(({ target }) => target)));
  return { parts: designs, names, fields, values: planned.map(({ values }) => values), helpers, callees };
}

function nameGroup(
  families: readonly LoadedFamily[],
  parts: readonly string[] | undefined,
): ChipNames | undefined {
  const chips = [...families[0].members.keys()];
  return nameChips({
    functions: chips.map((chip) => families.map(({ members }) => members[chip].span.name)),
    files: chips.map((chip) => families[0].members[chip].file),
    parts,
  });
}

/** The parameter through which the helpers get the constant data. */
function argumentOf(families: readonly LoadedFamily[], { type, entries }: ChipNames): HoleParameter {
  const words = new Set(
    families.flatMap(({ members }) => members.flatMap(({ term }) => leavesOf(term).map(({ text }) => text))),
  );
  const wanted = type.endsWith("_desc") ? ["desc", "info", "entry"] : ["info", "chip_info", "desc"];
  return {
    hole: undefined,
    name: wanted.find((name) => !words.has(name)) ?? "const_data",
    type: `const struct ${type} *`,
    values: entries.map((entry) => `&${entry}`),
  };
}

function groupOf(families: readonly LoadedFamily[], links: readonly (readonly ChipLink[])[]): DesignGroup {
  const places = new Set<string>();
  for (const [i, { members }] of families.entries())
    for (const { callee } of links[i])
      for (const [chip, { file, span }] of members.entries())
        places.add(`${file.path}:${span.start + callee.terms[chip]!.start}`);
  const members = families.flatMap((family) => family.members);
  return {
    isLink: (file: SourceFile, start) => places.has(`${file.path}:${start}`),
    isMember: (file: SourceFile, offset) =>
      members.some(
        (member) => member.file === file && member.span.start <= offset && offset < member.span.end,
      ),
  };
}
