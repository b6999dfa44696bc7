/** The keywords that the shipped schemas use; each means what JSON Schema 2020-12 says. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

/** Where a document breaks its schema, as `$.families[3].members`, and how. */
export interface SchemaFault {
  readonly path: string;
  readonly cause: string;
}

/**
 * The first place where a document breaks its schema. Whole numbers must be exact, too: a count beyond 2^53 is damage.
 * Nothing is built for the parts that are sound, since documents of a whole kernel have a million of them.
 */
export function findSchemaFault(value: unknown, schema: Schema): SchemaFault | undefined {
  const fault = findFault(value, schema);
  return fault && { path: `$${fault.path}`, cause: fault.cause };
}

/** Paths grow from the inside out, while the fault travels up. */
function findFault(value: unknown, schema: Schema): SchemaFault | undefined {
  const cause = valueFault(value, schema);
  if (cause !== undefined) return { path: "", cause };
  if (Array.isArray(value)) return itemFault(value, schema);
  return typeof value === "object" && value !== null
    ? memberFault(value as Readonly<Record<string, unknown>>, schema)
    : undefined;
}

function valueFault(value: unknown, schema: Schema): string | undefined {
  if (schema.type !== undefined && !hasType(value, schema.type)) {
    return `${show(value)} is not of type ${[schema.type].flat().join(" or ")}`;
  }
  if (schema.const !== undefined && value !== schema.const) return `${show(value)} is not ${schema.const}`;
  if (schema.enum?.includes(value) === false) return `${show(value)} is not one of ${schema.enum.join(", ")}`;
  if (typeof value === "number") return numberFault(value, schema);
  return typeof value === "string" ? textFault(value, schema) : undefined;
}

function hasType(value: unknown, type: string | readonly string[]): boolean {
  return typeof type === "string" ? isOfType(value, type) : type.some((each) => isOfType(value, each));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isSafeInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  // The remaining names of JSON Schema are those of typeof.
  return typeof value === type;
}

function numberFault(value: number, { minimum, maximum }: Schema): string | undefined {
  if (minimum !== undefined && value < minimum) return `${value} is less than ${minimum}`;
  return maximum !== undefined && value > maximum ? `${value} is more than ${maximum}` : undefined;
}

const compiled = new Map<string, RegExp>();

/** Patterns come from our own schemas: few, and asked for with every text. */
function compile(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? new RegExp(pattern, "u");
  compiled.set(pattern, known);
  return known;
}

function textFault(value: string, { minLength, pattern }: Schema): string | undefined {
  if (minLength !== undefined && value.length < minLength) return "it is empty";
  const isSound = pattern === undefined || compile(pattern).test(value);
  return isSound ? undefined : `${show(value)} does not look like ${pattern}`;
}

function itemFault(values: readonly unknown[], { items, minItems }: Schema): SchemaFault | undefined {
  if (minItems !== undefined && values.length < minItems)
    return { path: "", cause: `it has ${values.length} of at least ${minItems} entries` };
  if (items === undefined) return undefined;
  for (let index = 0; index < values.length; index++) {
    const fault = findFault(values[index], items);
    if (fault) return { path: `[${index}]${fault.path}`, cause: fault.cause };
  }
  return undefined;
}

function memberFault(record: Readonly<Record<string, unknown>>, schema: Schema): SchemaFault | undefined {
  const missing = schema.required?.find((key) => !Object.hasOwn(record, key));
  if (missing !== undefined) return { path: "", cause: `\`${missing}\` is missing` };
  const { properties = {}, additionalProperties } = schema;
  for (const key of Object.keys(record)) {
    const inner = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (inner === undefined || inner === true) continue;
    if (inner === false) return { path: "", cause: `\`${key}\` is unknown` };
    const fault = findFault(record[key], inner);
    if (fault) return { path: `.${key}${fault.path}`, cause: fault.cause };
  }
  return undefined;
}

/** A value in a message: short, on one line. */
function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
