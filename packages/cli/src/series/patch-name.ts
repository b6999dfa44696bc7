/** `0007-leds-lm3642-share-lm3642_torch`: how git format-patch names files, without the ending; in the order of their names also beyond 9999. */
export function patchName(index: number, subject: string, total: number): string {
  const width = Math.max(4, String(total).length);
  const words = subject
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `${String(index).padStart(width, "0")}-${words.slice(0, 52).replace(/[-.]+$/, "")}`;
}
