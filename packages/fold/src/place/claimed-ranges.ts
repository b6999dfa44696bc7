import type { FileEdits } from "../fold-plan.ts";

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

  addEdits(files: readonly FileEdits[]): void {
    for (const { file, edits } of files) for (const { start, end } of edits) this.add(file, start, end);
  }

  /** Whether none of the edits meets a claim. */
  isFreeFor(files: readonly FileEdits[]): boolean {
    return files.every(({ file, edits }) => edits.every(({ start, end }) => this.isFree(file, start, end)));
  }
}
