import type { FamilyRecord, FamilyView, MemberColumn } from "../src/html/payload.ts";
import { element } from "./element.ts";

/** The members of a family beside each other: a row a line, a column a member, what differs marked, holes numbered. */
export function memberTable(family: FamilyRecord, view: FamilyView, shown: ReadonlySet<number>): HTMLElement {
  const columns = view.columns.filter((column) => shown.has(column.member));
  const positions = columns.map((column) => view.columns.indexOf(column));
  const marks = columns.map(marksByLine);
  const head = columns.map((column) => headCell(family, column));
  const rows = rowsOf(view).flatMap((row) => {
    const lines = positions.map((position) => row[position]!);
    if (lines.every((line) => line < 0)) return [];
    const differs = lines.some((line, index) => line < 0 || marks[index]!.has(line));
    const cells = columns.flatMap((column, index) => lineCells(family, column, lines[index]!, marks[index]!));
    return [element("tr", { class: differs ? "differs" : undefined }, ...cells)];
  });
  const table = element(
    "table",
    { class: "code" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  linkHoles(table);
  return element(
    "div",
    { class: "code-frame", tabindex: 0, role: "region", "aria-label": "Members side by side" },
    table,
  );
}

function rowsOf(view: FamilyView): readonly (readonly number[])[] {
  const [first] = view.columns;
  return view.rows ?? first!.lines.map((_, line) => view.columns.map(() => line));
}

type LineMarks = Map<number, [start: number, end: number, hole: number][]>;

function marksByLine({ marks }: MemberColumn): LineMarks {
  const byLine: LineMarks = new Map();
  for (let i = 0; i + 3 < marks.length; i += 4) {
    const ofLine = byLine.get(marks[i]!) ?? [];
    ofLine.push([marks[i + 1]!, marks[i + 2]!, marks[i + 3]!]);
    byLine.set(marks[i]!, ofLine);
  }
  return byLine;
}

function headCell(family: FamilyRecord, column: MemberColumn): HTMLElement {
  const member = family.members[column.member]!;
  return element(
    "th",
    { colspan: 2, scope: "col" },
    element("span", { class: "ordinal" }, `${column.member + 1}`),
    element("span", { class: "function" }, member.function),
    element("span", { class: "file" }, `${member.file}:${member.startLine}`),
  );
}

function lineCells(
  family: FamilyRecord,
  column: MemberColumn,
  line: number,
  marks: LineMarks,
): HTMLElement[] {
  if (line < 0) return [element("td", { class: "line" }), element("td", { class: "text absent" })];
  const number = String(family.members[column.member]!.startLine + line);
  return [
    element("td", { class: "line" }, number),
    element("td", { class: "text" }, ...pieces(column.lines[line]!, marks.get(line) ?? [])),
  ];
}

function pieces(line: string, marks: readonly (readonly [number, number, number])[]): (Node | string)[] {
  const result: (Node | string)[] = [];
  let position = 0;
  for (const [start, end, hole] of marks) {
    if (start > position) result.push(line.slice(position, start));
    const text = line.slice(start, end);
    result.push(
      hole > 0
        ? element("mark", { class: "hole", "data-hole": hole, "data-label": `$${hole}` }, text)
        : element("mark", { class: "other" }, text),
    );
    position = end;
  }
  if (position < line.length) result.push(line.slice(position));
  return result;
}

/** Pointing at a hole shows all its places. */
function linkHoles(table: HTMLElement): void {
  const point = (event: Event, on: boolean) => {
    const hole = (event.target as Element).closest<HTMLElement>("mark.hole")?.dataset.hole;
    if (hole === undefined) return;
    for (const mark of table.querySelectorAll<HTMLElement>("mark.hole")) {
      mark.classList.toggle("pointed", on && mark.dataset.hole === hole);
    }
  };
  table.addEventListener("pointerover", (event) => point(event, true));
  table.addEventListener("pointerout", (event) => point(event, false));
}
