/** The published key order of a record, and the shapes of the records inside it (an array takes the shape of its items). */
export interface Shape {
  readonly keys: readonly string[];
  readonly inside?: Readonly<Record<string, Shape>>;
}

export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * The keys of a record in published order. Keys that the shape does not name follow, sorted, so that a later additive
 * field is kept and has a stable place too.
 */
export function keysInOrder(record: JsonRecord, { keys }: Shape): string[] {
  const ordered: string[] = [];
  for (const key of keys) if (record[key] !== undefined) ordered.push(key);
  const own = Object.keys(record);
  // Most records have nothing else.
  if (own.length === ordered.length && own.every((key) => keys.includes(key))) return ordered;
  const rest = own.filter((key) => !keys.includes(key) && record[key] !== undefined);
  return [...ordered, ...rest.sort()];
}

/** The shape of what stands under a key. */
export function shapeInside({ inside }: Shape, key: string): Shape {
  return inside?.[key] ?? LEAF;
}

/** The same data with its keys in published order. */
export function orderKeys(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => orderKeys(item, shape));
  if (typeof value !== "object" || value === null) return value;
  const record = value as JsonRecord;
  return Object.fromEntries(
    keysInOrder(record, shape).map((key) => [key, orderKeys(record[key], shapeInside(shape, key))]),
  );
}

const LEAF: Shape = { keys: [] };
