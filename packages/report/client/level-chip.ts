import type { Level } from "@kindred/proof";
import { element } from "./element.ts";

/** A verdict as a small label; a patch without one is just a patch. */
export function levelChip(level: Level | undefined, words?: string): HTMLElement {
  return level === undefined
    ? element("span", { class: "chip none" }, "unproved")
    : element("span", { class: `chip ${level}`, title: words }, level);
}
