/** `0007-leds-lm3642-share-lm3642_torch`: how git format-patch names files, without the ending. */
export function patchName(index: number, subject: string): string {
  const words = subject
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `${String(index).padStart(4, "0")}-${words.slice(0, 52).replace(/[-.]+$/, "")}`;
}
