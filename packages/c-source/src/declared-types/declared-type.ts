/** The C type of an expression as the source declares it. */
export interface DeclaredType {
  /** Everything before the first `*`: `struct device`, `unsigned int`, `const char`, `void __iomem`. */
  readonly base: string;
  /** Levels of `*`; an array counts as one, as where it is passed. */
  readonly pointers: number;
  /** As written before a name: `struct device *`, `const char * const *`, `u32`. */
  readonly text: string;
  /** For each `*`, innermost first: whether `const` stands behind it. */
  readonly constLevels: readonly boolean[];
  /** Whether the outermost level is an array. */
  readonly isArray: boolean;
  /** Width of a bit-field, NaN where it is not plainly written; such a member computes as another type than it is declared with. */
  readonly bits?: number;
  /** What a call gives, of a pointer to a function. Such a type cannot be written before a name. */
  readonly gives?: DeclaredType;
}

/** A type from its base and, for each `*`, innermost first, whether `const` stands behind it: `makeType("u32")`. */
export function makeType(base: string, constLevels: readonly boolean[] = [], isArray = false): DeclaredType {
  const stars = constLevels.map((isConst) => (isConst ? "* const " : "*")).join("");
  const text = stars === "" ? base : `${base} ${stars}`.trimEnd();
  return { base, pointers: constLevels.length, text, constLevels, isArray };
}

/** A pointer to a function that gives a type, whatever it takes. */
export function functionPointer(gives: DeclaredType): DeclaredType {
  return { ...makeType(`${gives.text} ()`, [false]), gives };
}

/** A declaration of `name` with that type: `struct device *dev`, `u32 value`. */
export function declareName(type: DeclaredType, name: string): string {
  return type.text.endsWith("*") ? `${type.text}${name}` : `${type.text} ${name}`;
}

/** The type as the value of an expression has it: arrays are pointers, and the value itself is never const. */
export function valueType(type: DeclaredType): DeclaredType {
  if (type.gives) return type;
  if (type.pointers > 0) return makeType(type.base, [...type.constLevels.slice(0, -1), false]);
  const value = makeType(withoutWords(type.base, VALUE_QUALIFIERS));
  return type.bits === undefined ? value : { ...value, bits: type.bits };
}

/** `&` of an object of that type; undefined for an array, whose address is no plain pointer. */
export function pointerTo(type: DeclaredType): DeclaredType | undefined {
  return type.isArray || type.bits !== undefined
    ? undefined
    : makeType(type.base, [...type.constLevels, false]);
}

/** What a pointer points at; undefined for what is no pointer and for `void *`. */
export function pointedAt(type: DeclaredType): DeclaredType | undefined {
  if (type.gives) return type;
  if (type.pointers === 0 || (type.pointers === 1 && unqualified(type.base) === "void")) return undefined;
  return makeType(type.base, type.constLevels.slice(0, -1));
}

/** The type of a member seen through a const structure. */
export function asConst(type: DeclaredType): DeclaredType {
  if (type.gives) return type;
  const level = type.constLevels.length - (type.isArray ? 2 : 1);
  if (level < 0) {
    const base = isConstBase(type.base) ? type.base : `const ${type.base}`;
    const seen = makeType(base, type.constLevels, type.isArray);
    return type.bits === undefined ? seen : { ...seen, bits: type.bits };
  }
  return makeType(
    type.base,
    type.constLevels.map((isConst, at) => isConst || at === level),
    type.isArray,
  );
}

export function isConstBase(base: string): boolean {
  return base.split(" ").includes("const");
}

/** Whether a type can be written down: what a function's pointer or a structure without a name is cannot. */
export function isWritable(type: DeclaredType): boolean {
  return /^[\w *]+$/.test(type.text);
}

/** A base without `const`, `volatile` and address spaces: `struct foo`, `u32`. */
export function unqualified(base: string): string {
  return base.includes(" ") ? withoutWords(base, QUALIFIERS) : base;
}

function withoutWords(base: string, words: ReadonlySet<string>): string {
  return base
    .split(" ")
    .filter((word) => !words.has(word))
    .join(" ");
}

const VALUE_QUALIFIERS: ReadonlySet<string> = new Set(["const", "volatile"]);
const QUALIFIERS: ReadonlySet<string> = new Set([
  "const",
  "volatile",
  "__iomem",
  "__user",
  "__percpu",
  "__rcu",
  "__kernel",
  "__force",
]);
