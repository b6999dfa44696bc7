import { formatCount } from "../src/format/format-number.ts";
import type { PatchFile, PatchRecord, ReportPayload } from "../src/html/payload.ts";
import { element } from "./element.ts";
import { levelChip } from "./level-chip.ts";

export const PATCH_HEADERS = [
  "Verdict",
  "Patch",
  "Family",
  "Strategy",
  "Helper",
  "Files",
  "Removed",
  "Calls",
  "Helpers",
  "Net gone",
];

/** The cells of a patch's row, in the order of the headers. */
export function patchCells(patch: PatchRecord): HTMLElement[] {
  const [removed, calls, helpers, net] = patch.counts ?? [];
  const count = (value: number | undefined, sign: string, classes = "num") =>
    element(
      "span",
      { class: classes },
      value === undefined ? "" : value === 0 ? "0" : `${sign}${formatCount(value)}`,
    );
  return [
    element("span", {}, levelChip(patch.level)),
    element("span", { class: "mono", title: patch.patch }, patch.patch),
    element("span", { class: "mono" }, patch.family),
    element("span", {}, patch.strategy),
    element("span", { class: "mono", title: patch.helper }, patch.helper),
    element("span", { class: "num" }, formatCount(patch.files.length)),
    count(removed, "−"),
    count(calls, "+"),
    count(helpers, "+"),
    count(net, "", "num strong"),
  ];
}

/** One patch: its family, and file by file what was shown, with the first difference where it fell short. */
export function patchDetail(patch: PatchRecord, hasFamily: boolean, payload: ReportPayload): HTMLElement[] {
  const words = payload.levelWords[patch.level ?? ""];
  return [
    element("h3", {}, element("span", { class: "mono" }, patch.patch)),
    element(
      "p",
      { class: "patch-line" },
      levelChip(patch.level, words),
      words === undefined ? " " : ` ${words}. `,
      ...(hasFamily
        ? ["Family ", element("a", { href: `#${encodeURIComponent(patch.family)}` }, patch.family), "."]
        : []),
    ),
    ...patch.notes.map((note) => element("p", { class: "note" }, note)),
    element(
      "table",
      { class: "plain" },
      element("tbody", {}, ...patch.files.flatMap((file) => fileRows(file))),
    ),
  ];
}

function fileRows({ file, level, rung, difference }: PatchFile): HTMLElement[] {
  const row = element(
    "tr",
    {},
    element("td", {}, levelChip(level)),
    element("td", { class: "mono" }, file),
    element("td", { class: "muted" }, rung ?? ""),
  );
  if (difference === undefined) return [row];
  return [
    row,
    element("tr", {}, element("td"), element("td", { colspan: 2 }, element("pre", {}, difference))),
  ];
}
