import { formatCount } from "../src/format/format-number.ts";
import type { FamilyRecord, PatchRecord, ReportPayload } from "../src/html/payload.ts";
import { byId, element } from "./element.ts";
import { columnHeads, familyColumns } from "./family-columns.ts";
import { familyDetail } from "./family-detail.ts";
import { type Filter, filterFamilies, type SortKey, searchTexts, sortFamilies } from "./filter-families.ts";
import { virtualList } from "./virtual-list.ts";

export interface FamilySection {
  /** Shows a family, lifting filters that hide it; false when there is none of this id. */
  show(id: string): boolean;
}

const ANY: Filter = { text: "", type: "", strategy: "", scope: "" };

/** The list of families with its search, filters and sorting, and the family that is open below it. */
export function familySection(payload: ReportPayload, onOpen: (id: string) => void): FamilySection {
  const { families } = payload;
  const texts = searchTexts(families);
  const patches = patchesByFamily(payload.patches);
  const form = byId<HTMLFormElement>("family-filter");
  const detail = byId("family-detail");
  const columns = familyColumns(payload.patches.length > 0);
  const ranks = new Map(families.map((family, index) => [family, index + 1]));
  let sortKey: SortKey = "payoff";

  const heads = columnHeads(columns, (key) => {
    sortKey = key;
    refresh();
  });
  const list = virtualList<FamilyRecord>({
    viewport: byId("family-list"),
    head: element("div", { class: "row head" }, ...heads),
    label: "Families",
    renderCells(family) {
      const row = { family, rank: ranks.get(family)!, patch: patches.get(family.id)?.[0] };
      return columns.map(({ cell }) => cell(row));
    },
    detail,
    onSelect(family) {
      detail.replaceChildren(...familyDetail(family, patches.get(family.id) ?? [], payload));
      onOpen(family.id);
    },
  });

  fillSelect(form, "type", families, "Any type");
  fillSelect(form, "strategy", families, "Any strategy");
  fillSelect(form, "scope", families, "Any scope");
  form.addEventListener("input", () => refresh());
  form.addEventListener("submit", (event) => event.preventDefault());

  function refresh(): void {
    const found = filterFamilies(families, texts, readFilter(form));
    const ordered = sortFamilies(families, found, sortKey);
    for (const head of heads) head.classList.toggle("sorted", head.dataset.key === sortKey);
    list.setItems(ordered.map((index) => families[index]!));
    const all = formatCount(families.length);
    byId("family-count").textContent =
      found.length === families.length ? all : `${formatCount(found.length)} of ${all}`;
  }

  refresh();
  return {
    show(id) {
      const family = families.find((each) => each.id === id);
      if (family === undefined) return false;
      if (!list.select(family)) {
        form.reset();
        refresh();
        list.select(family);
      }
      return true;
    },
  };
}

function patchesByFamily(patches: readonly PatchRecord[]): Map<string, PatchRecord[]> {
  const byFamily = new Map<string, PatchRecord[]>();
  for (const patch of patches) byFamily.set(patch.family, [...(byFamily.get(patch.family) ?? []), patch]);
  return byFamily;
}

function fillSelect(
  form: HTMLFormElement,
  name: "type" | "strategy" | "scope",
  families: readonly FamilyRecord[],
  any: string,
): void {
  const counts = new Map<string, number>();
  for (const family of families) counts.set(family[name], (counts.get(family[name]) ?? 0) + 1);
  const options = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, count]) => element("option", { value }, `${value} (${formatCount(count)})`));
  form.querySelector(`[name=${name}]`)!.append(element("option", { value: "" }, any), ...options);
}

function readFilter(form: HTMLFormElement): Filter {
  const data = new FormData(form);
  const names = Object.keys(ANY) as (keyof Filter)[];
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? "")])) as unknown as Filter;
}
