import type { CText } from "@kindred/c-source";
import type { FoldMember } from "../members/fold-member.ts";
import type { SourceFile } from "../members/source-file.ts";
import { listNames } from "../message/list-names.ts";
import type { GroupData } from "../place/place-group.ts";
import { wrapWords } from "../print/kernel-doc.ts";
import { listShown } from "../print/list-shown.ts";
import { declareField, describeEntry } from "../print/table-text.ts";
import type { ChipField } from "./chip-fields.ts";
import type { GroupDesign } from "./design-group.ts";

/** The text of the structure, with its kernel-doc where files share it, and of the constant data of each file's chips. */
export function groupData({ names, fields, parts }: GroupDesign, isShared: boolean): GroupData {
  const { type, entries } = names;
  const comment = isShared ? document(type, entries, fields) : "";
  const files = new Map<SourceFile, CText>();
  const members = parts[0].sites.map(({ member }): FoldMember => member);
  for (const [chip, { file }] of members.entries()) {
    const entry = describeEntry(type, entries[chip], fields, chip);
    const before = files.get(file);
    files.set(file, before === undefined ? entry : `${before}\n${entry}`);
  }
  return {
    type,
    structure: `${comment}struct ${type} {\n${fields.map(declareField).join("")}};\n`,
    entries: files,
  };
}

function document(type: string, entries: readonly string[], fields: readonly ChipField[]): CText {
  const lines = [
    ...wrapWords(`struct ${type} - what ${listNames(entries)} differ in`, 77),
    ...fields.flatMap(({ name, values }) => wrapWords(`@${name}: ${listShown(values)}`, 77)),
  ];
  return `/**\n${lines.map((line) => ` *${line.startsWith("\t") ? "" : " "}${line}\n`).join("")} */\n`;
}
