/** The published key order of a record, and the shapes of the records inside it (an array takes the shape of its items). */
export interface Shape {
  readonly keys: readonly string[];
  readonly inside?: Readonly<Record<string, Shape>>;
}

/**
 * The same data with its keys in published order. Keys that the shape does not name follow, sorted,
 * so that a later additive field is kept and has a stable place too.
 */
export function orderKeys(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => orderKeys(item, shape));
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  const named = shape.keys.filter((key) => record[key] !== undefined);
  const known = new Set(shape.keys);
  const rest = Object.keys(record)
    .filter((key) => !known.has(key) && record[key] !== undefined)
    .sort();
  return Object.fromEntries(
    [...named, ...rest].map((key) => [key, orderKeys(record[key], shape.inside?.[key] ?? LEAF)]),
  );
}

const LEAF: Shape = { keys: [] };
