import type { PatchRecord, ReportPayload } from "../src/html/payload.ts";
import { byId, element } from "./element.ts";
import { PATCH_HEADERS, patchCells, patchDetail } from "./patch-view.ts";
import { virtualList } from "./virtual-list.ts";

export interface PatchSection {
  /** Shows a patch; false when there is none of this name. */
  show(name: string): boolean;
}

/** The list of patches with their verdicts, and the patch that is open below it. */
export function patchSection(payload: ReportPayload, onOpen: (patch: string) => void): PatchSection {
  const { patches } = payload;
  if (patches.length === 0) return { show: () => false };
  const families = new Set(payload.families.map(({ id }) => id));
  const detail = byId("patch-detail");
  const list = virtualList<PatchRecord>({
    viewport: byId("patch-list"),
    head: element("div", { class: "row head" }, ...PATCH_HEADERS.map((label) => element("span", {}, label))),
    label: "Patches",
    renderCells: patchCells,
    detail,
    onSelect(patch) {
      detail.replaceChildren(...patchDetail(patch, families.has(patch.family), payload));
      onOpen(patch.patch);
    },
  });
  list.setItems(patches);
  return {
    show(name) {
      const patch = patches.find((each) => each.patch === name);
      return patch !== undefined && list.select(patch);
    },
  };
}
