import type { FamiliesDocument, Family, Member } from "@kindred/clones";
import type { SchemaFault } from "../json/schema-fault.ts";

/** All drivers of Linux 6.12 make about 110,000 members; ten times that is no tree but an attack. */
const MOST_MEMBERS = 1_000_000;

/** What is wrong with a families document whose shape is sound: the rules that a JSON schema cannot express. */
export function findFamiliesFault({ families }: FamiliesDocument): SchemaFault | undefined {
  const firstOfId = new Map<string, number>();
  let members = 0;
  for (const [index, family] of families.entries()) {
    const path = `$.families[${index}]`;
    const earlier = firstOfId.get(family.id);
    if (earlier !== undefined)
      return { path: `${path}.id`, cause: `${family.id} is the id of $.families[${earlier}] already` };
    firstOfId.set(family.id, index);
    members += family.members.length;
    if (members > MOST_MEMBERS)
      return { path: `${path}.members`, cause: `there are more than ${MOST_MEMBERS} members in all` };
    const fault = holesFault(family) ?? membersFault(family) ?? helperFault(family);
    if (fault) return { path: path + fault.path, cause: fault.cause };
  }
  return undefined;
}

function holesFault({ holes, members }: Family): SchemaFault | undefined {
  const index = holes.findIndex(({ values }) => values.length !== members.length);
  if (index < 0) return undefined;
  const cause = `there are ${holes[index]!.values.length} values for ${members.length} members`;
  return { path: `.holes[${index}].values`, cause };
}

function membersFault({ members }: Family): SchemaFault | undefined {
  const seen = new Set<string>();
  for (const [index, member] of members.entries()) {
    const path = `.members[${index}]`;
    const fault = placeFault(member);
    if (fault) return { path: path + fault.path, cause: fault.cause };
    const place = `${member.file}:${member.startLine}-${member.endLine}`;
    if (seen.has(place)) return { path, cause: `${JSON.stringify(place)} is a member twice` };
    seen.add(place);
  }
  return undefined;
}

/** A fold reads the helper's file, so it must be one of the kernel's too. */
function helperFault({ existingHelper, strategy }: Family): SchemaFault | undefined {
  if (existingHelper === undefined) return undefined;
  const path = ".existingHelper";
  if (strategy !== "existing-helper") return { path, cause: `the strategy is ${strategy}` };
  const { file, startLine, function: name } = existingHelper;
  const fault = placeFault({ file, startLine, endLine: startLine, function: name });
  return fault && { path: path + fault.path, cause: fault.cause };
}

function placeFault({ file, startLine, endLine, function: name }: Member): SchemaFault | undefined {
  const shown = JSON.stringify(file.slice(0, 120));
  if (!isInsideTree(file)) return { path: ".file", cause: `${shown} leaves the tree` };
  // What is shown of members must be source: nothing else of a folder that a stranger's file names.
  if (!/\.[ch]$/.test(file)) return { path: ".file", cause: `${shown} is no C file` };
  if (endLine < startLine)
    return { path: ".endLine", cause: `${endLine} lies before the first line ${startLine}` };
  return name === "" ? { path: ".function", cause: "it is empty" } : undefined;
}

function isInsideTree(file: string): boolean {
  return (
    !file.includes("\0") && file.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}
