/** Stretches of files that plans change or rely on. A touching range is free; one byte in common is not. */
export class ClaimedRanges {
  private readonly byFile = new Map<string, { start: number; end: number }[]>();

  add(file: string, start: number, end: number): void {
    const ranges = this.byFile.get(file);
    if (ranges) ranges.push({ start, end });
    else this.byFile.set(file, [{ start, end }]);
  }

  /** Whether nothing claimed lies in the range; an insertion (empty range) is free between two claims. */
  isFree(file: string, start: number, end: number): boolean {
    return !(this.byFile.get(file) ?? []).some((range) => range.start < end && start < range.end);
  }
}
