/** The rows of a list that a viewport shows, with some above and below for quick scrolling: from `first` up to, not including, `end`. */
export function visibleRange(
  view: { readonly scrollTop: number; readonly height: number; readonly rowHeight: number },
  count: number,
  overscan: number,
): { readonly first: number; readonly end: number } {
  const first = Math.floor(view.scrollTop / view.rowHeight) - overscan;
  const end = Math.ceil((view.scrollTop + view.height) / view.rowHeight) + overscan;
  return { first: Math.min(Math.max(0, first), count), end: Math.min(Math.max(0, end), count) };
}
