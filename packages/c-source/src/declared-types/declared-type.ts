/** The C type of an expression as the source declares it. */
export interface DeclaredType {
  /** Everything before the `*`: `struct device`, `unsigned int`, `const char`, `void __iomem`. */
  readonly base: string;
  /** Levels of `*`; an array counts as one, as where it is passed. */
  readonly pointers: number;
  /** As written before a name: `struct device *`, `u32`. */
  readonly text: string;
}

export function makeType(base: string, pointers = 0): DeclaredType {
  return { base, pointers, text: pointers > 0 ? `${base} ${"*".repeat(pointers)}` : base };
}

/** A declaration of `name` with that type: `struct device *dev`, `u32 value`. */
export function declareName(type: DeclaredType, name: string): string {
  return type.pointers > 0 ? `${type.text}${name}` : `${type.text} ${name}`;
}

export function pointerTo(type: DeclaredType): DeclaredType {
  return makeType(type.base, type.pointers + 1);
}

/** What a pointer points at; undefined for what is no pointer and for `void *`. */
export function pointedAt(type: DeclaredType): DeclaredType | undefined {
  if (type.pointers === 0 || (type.pointers === 1 && unqualified(type.base) === "void")) return undefined;
  return makeType(type.base, type.pointers - 1);
}

/** A base without `const`, `volatile` and address spaces: `struct foo`, `u32`. */
export function unqualified(base: string): string {
  return base
    .split(" ")
    .filter((word) => !QUALIFIERS.has(word))
    .join(" ");
}

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
