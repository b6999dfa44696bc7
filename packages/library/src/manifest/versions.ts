/** `major.minor.patch` as numbers; for kernels the patch may be missing. */
export function parseVersion(text: string): readonly number[] | undefined {
  return /^\d{1,4}\.\d{1,4}(?:\.\d{1,4})?$/.test(text) ? text.split(".").map(Number) : undefined;
}

/** Below zero, zero or above zero, as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
