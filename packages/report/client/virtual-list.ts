import { element } from "./element.ts";
import { keyTarget } from "./key-target.ts";
import { visibleRange } from "./visible-range.ts";

/*
 * A list of any length with few elements: the inside is as tall as all rows together, but only the rows in view exist,
 * each put at its place. One row is active; arrow keys, Page Up, Page Down, Home and End move it, as in a list box.
 */

const ROW_HEIGHT = 28;
const OVERSCAN = 6;
/** Rows on paper: a report of 10,000 families is not for printing. */
const PRINTED = 200;

export interface VirtualList<Item> {
  setItems(items: readonly Item[]): void;
  /** Makes a row active, scrolls to it and tells `onSelect`; false when the item is not in the list. */
  select(item: Item): boolean;
}

export interface VirtualListOptions<Item> {
  /** Empty element that becomes the list; its id names the rows. */
  readonly viewport: HTMLElement;
  /** Column heads; they stay in sight. */
  readonly head: HTMLElement;
  readonly label: string;
  readonly renderCells: (item: Item) => readonly HTMLElement[];
  readonly onSelect: (item: Item) => void;
  /** Where the selected item is shown in full: Enter goes there, Escape comes back. */
  readonly detail: HTMLElement;
}

export function virtualList<Item>(options: VirtualListOptions<Item>): VirtualList<Item> {
  const { viewport } = options;
  const inside = element("div", {
    class: "inside",
    role: "listbox",
    tabindex: 0,
    "aria-label": options.label,
  });
  let items: readonly Item[] = [];
  let active = -1;

  viewport.append(options.head, inside);
  viewport.addEventListener("scroll", () => draw());
  inside.addEventListener("keydown", onKey);
  options.detail.addEventListener("keydown", (event) => {
    if (event.key === "Escape") inside.focus();
  });
  inside.addEventListener("click", (event) => {
    const row = (event.target as Element).closest<HTMLElement>(".row");
    if (row !== null) activate(Number(row.dataset.index));
  });
  window.addEventListener("resize", () => draw());
  window.addEventListener("beforeprint", () => draw(0, PRINTED));
  window.addEventListener("afterprint", () => draw());

  function draw(first?: number, end?: number): void {
    const view = { scrollTop: viewport.scrollTop, height: viewport.clientHeight, rowHeight: ROW_HEIGHT };
    const range = visibleRange(view, items.length, OVERSCAN);
    const from = first ?? range.first;
    const to = Math.min(items.length, end ?? range.end);
    inside.style.height = `${items.length * ROW_HEIGHT}px`;
    inside.replaceChildren(...items.slice(from, to).map((item, offset) => row(item, from + offset)));
    if (active < 0) inside.removeAttribute("aria-activedescendant");
    else inside.setAttribute("aria-activedescendant", rowId(active));
  }

  function row(item: Item, index: number): HTMLElement {
    const attributes = {
      class: index === active ? "row active" : "row",
      role: "option",
      id: rowId(index),
      "data-index": index,
      "aria-selected": index === active ? "true" : "false",
      "aria-posinset": index + 1,
      "aria-setsize": items.length,
    };
    const created = element("div", attributes, ...options.renderCells(item));
    created.style.top = `${index * ROW_HEIGHT}px`;
    return created;
  }

  function rowId(index: number): string {
    return `${viewport.id}-${index}`;
  }

  function activate(index: number): void {
    active = index;
    scrollToRow(viewport, index);
    draw();
    options.onSelect(items[index]!);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") options.detail.focus();
    const page = Math.max(1, Math.floor(viewport.clientHeight / ROW_HEIGHT) - 2);
    const target = keyTarget(event.key, active, items.length, page);
    if (target === undefined) return;
    event.preventDefault();
    activate(target);
  }

  return {
    setItems(next) {
      const current = items[active];
      items = next;
      active = current === undefined ? -1 : next.indexOf(current);
      viewport.scrollTop = 0;
      draw();
    },
    select(item) {
      const index = items.indexOf(item);
      if (index >= 0) activate(index);
      return index >= 0;
    },
  };
}

function scrollToRow(viewport: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT;
  // The heads cover one row's height of the viewport.
  const lowest = top + 2 * ROW_HEIGHT - viewport.clientHeight;
  if (viewport.scrollTop > top) viewport.scrollTop = top;
  else if (viewport.scrollTop < lowest) viewport.scrollTop = lowest;
}
