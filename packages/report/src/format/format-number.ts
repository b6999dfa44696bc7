/** `1234567` -> `1,234,567`. Locale-free, so that the same input gives the same bytes on every machine. */
export function formatCount(value: number): string {
  const [whole, fraction] = String(Math.abs(value)).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** `3, "file"` -> `3 files`; irregular plurals are given. */
export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** A share of 0..1 with one decimal: `8.1%`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** A similarity of 0..1 as whole percent, rounded down: only what is wholly alike says 100%. */
export function formatSimilarity(similarity: number): string {
  return `${Math.floor(similarity * 100 + 1e-9)}%`;
}
