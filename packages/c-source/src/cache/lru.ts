/** Values by key, up to a total size; those used longest ago leave first. */
export interface Lru<K, V> {
  /** The value of a key; made, and kept, when it is not there. */
  get(key: K, make: () => { readonly value: V; readonly size: number }): V;
}

/** A cache of bounded size. One value above the bound is kept as long as it is the last. */
export function createLru<K, V>(most: number): Lru<K, V> {
  const kept = new Map<K, { readonly value: V; readonly size: number }>();
  let newest: { readonly key: K; readonly value: V } | undefined;
  let total = 0;
  return {
    get(key, make) {
      if (newest !== undefined && newest.key === key) return newest.value;
      const known = kept.get(key);
      const entry = known ?? make();
      if (known) kept.delete(key);
      else total += entry.size;
      kept.set(key, entry);
      newest = { key, value: entry.value };
      for (const [oldest, { size }] of kept) {
        if (total <= most || oldest === key) break;
        kept.delete(oldest);
        total -= size;
      }
      return entry.value;
    },
  };
}
