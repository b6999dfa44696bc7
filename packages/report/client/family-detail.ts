import { countOf, formatSimilarity } from "../src/format/format-number.ts";
import type { FamilyRecord, FamilyView, PatchRecord, ReportPayload } from "../src/html/payload.ts";
import { byId, element } from "./element.ts";
import { levelChip } from "./level-chip.ts";
import { memberTable } from "./member-table.ts";

const HOLES_SHOWN = 200;
const MEMBERS_LISTED = 400;

/** Everything about one family: facts, patch, holes with their values, members side by side. */
export function familyDetail(
  family: FamilyRecord,
  patches: readonly PatchRecord[],
  payload: ReportPayload,
): HTMLElement[] {
  const facts = [
    `${family.type} ${family.grain}s`,
    countOf(family.members.length, "member"),
    `${formatSimilarity(family.similarity)} alike`,
    countOf(family.lines, "line"),
    `${countOf(family.removableLines, "line")} removable`,
    payload.scopeWords[family.scope] ?? family.scope,
  ];
  return [
    element(
      "h3",
      {},
      element("span", { class: "mono" }, family.id),
      " ",
      element("small", {}, facts.join(" · ")),
    ),
    element(
      "p",
      { class: "fold" },
      element("strong", {}, family.strategy),
      ` ${payload.strategyWords[family.strategy] ?? ""}`,
      family.sameAs === undefined ? "" : ` It is the ${family.sameAs}.`,
    ),
    ...patches.map((patch) => patchLine(patch, payload)),
    ...members(family),
    ...(family.holes.length > 0 ? [holes(family)] : []),
  ];
}

function patchLine(patch: PatchRecord, payload: ReportPayload): HTMLElement {
  return element(
    "p",
    { class: "patch-line" },
    levelChip(patch.level, payload.levelWords[patch.level ?? ""]),
    " ",
    element("a", { href: `#patch/${encodeURIComponent(patch.patch)}` }, patch.patch),
    patch.helper === "" ? "" : ` introduces ${patch.helper}()`,
  );
}

/** Columns shown at first; the others are one click away. */
const COLUMN_WIDTH = 440;

function members(family: FamilyRecord): HTMLElement[] {
  const { view } = family;
  if (view === undefined) return [memberList(family)];
  const fitting = Math.max(2, Math.floor(byId("family-list").clientWidth / COLUMN_WIDTH));
  const shown = new Set(view.columns.slice(0, fitting).map(({ member }) => member));
  const frame = element("div", {}, memberTable(family, view, shown));
  const redraw = () => frame.replaceChildren(memberTable(family, view, shown));
  const missing = family.members.length - view.columns.length;
  const blocks: HTMLElement[] = [];
  if (view.columns.length > 2) blocks.push(memberToggles(family, view, shown, redraw));
  blocks.push(frame);
  if (missing > 0) {
    const summary = element("summary", {}, `${countOf(missing, "member")} without embedded text`);
    blocks.push(element("details", { class: "rest" }, summary, memberList(family)));
  }
  return blocks;
}

function memberToggles(
  family: FamilyRecord,
  view: FamilyView,
  shown: Set<number>,
  redraw: () => void,
): HTMLElement {
  const toggles = view.columns.map(({ member }) => {
    const input = element("input", { type: "checkbox", checked: shown.has(member) });
    input.addEventListener("change", () => {
      if (input.checked) shown.add(member);
      else if (shown.size > 1) shown.delete(member);
      else input.checked = true;
      redraw();
    });
    return element("label", {}, input, ` ${member + 1} ${family.members[member]!.function}`);
  });
  return element("div", { class: "toggles", role: "group", "aria-label": "Members shown" }, ...toggles);
}

function memberList(family: FamilyRecord): HTMLElement {
  const rows = family.members
    .slice(0, MEMBERS_LISTED)
    .map((member, index) =>
      element(
        "tr",
        {},
        element("td", { class: "num" }, `${index + 1}`),
        element("td", { class: "mono" }, member.function),
        element("td", { class: "mono muted" }, `${member.file}:${member.startLine}-${member.endLine}`),
      ),
    );
  const hidden = family.members.length - rows.length;
  const rest =
    hidden > 0
      ? [element("tr", {}, element("td", { colspan: 3 }, `… and ${countOf(hidden, "more", "more")}`))]
      : [];
  return element("table", { class: "plain" }, element("tbody", {}, ...rows, ...rest));
}

function holes(family: FamilyRecord): HTMLElement {
  const columns =
    family.view?.columns.map(({ member }) => member) ?? family.members.map((_, index) => index).slice(0, 8);
  const head = [
    "Hole",
    "Kind",
    ...columns.map((member) => `${member + 1} ${family.members[member]!.function}`),
  ];
  const rows = family.holes.slice(0, HOLES_SHOWN).map((hole, index) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("span", { class: "hole-number" }, `$${index + 1}`)),
      element("td", {}, hole.kind),
      ...columns.map((member) => {
        const value = hole.values[member] ?? "";
        return element("td", { class: value === "" ? "muted" : "mono" }, value === "" ? "nothing" : value);
      }),
    ),
  );
  const table = element(
    "table",
    { class: "plain holes" },
    element("thead", {}, element("tr", {}, ...head.map((label) => element("th", { scope: "col" }, label)))),
    element("tbody", {}, ...rows),
  );
  const hidden = family.holes.length - rows.length;
  const note =
    hidden > 0
      ? [element("p", { class: "muted" }, `… and ${countOf(hidden, "more hole", "more holes")}.`)]
      : [];
  return element("div", { class: "holes-frame" }, table, ...note);
}
