import { type CText, decodeC } from "@kindred/c-source";

/** A section of MAINTAINERS. */
export interface MaintainersSection {
  readonly title: string;
  readonly maintainers: readonly string[];
  readonly lists: readonly string[];
  readonly files: readonly string[];
}

/** MAINTAINERS with a section in its alphabetical place, or undefined when the file does not look like one. */
export function insertMaintainers(text: CText, section: MaintainersSection): CText | undefined {
  const lines = text.split("\n");
  const isTitle = (i: number) =>
    lines[i - 1] === "" && /^[A-Z0-9]/.test(lines[i]!) && /^[MRLSWQBCPTFXNK]:\t/.test(lines[i + 1] ?? "");
  const titles = lines.flatMap((_, i) => (isTitle(i) ? [i] : []));
  const next = titles.find((i) => lines[i]! > section.title || lines[i] === "THE REST");
  if (next === undefined) return undefined;
  return [...lines.slice(0, next), ...render(section), "", ...lines.slice(next)].join("\n");
}

/** Field order of Documentation and scripts/parse-maintainers.pl; names may be UTF-8. */
function render(section: MaintainersSection): CText[] {
  return [
    section.title,
    ...section.maintainers.map((name) => `M:\t${name}`),
    ...section.lists.map((list) => `L:\t${list}`),
    "S:\tMaintained",
    ...[...section.files].sort().map((file) => `F:\t${file}`),
  ].map((line) => decodeC(Buffer.from(line, "utf8")));
}
