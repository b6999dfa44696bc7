/** Why a family (or one way to fold it) is left alone: a stable kebab-case code and a sentence. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly detail: string;
}

/** Every reason that `planFolds` gives. Stable: users and results tables count by them. */
export const REFUSAL_REASONS = [
  // The family itself.
  "stale-family",
  "not-parsed",
  "crlf-file",
  "too-few-members",
  "no-strategy",
  "overlaps-earlier-fold",
  "net-not-positive",
  "fold-failed",
  // Constructs whose meaning depends on where they stand.
  "source-position",
  "static-state",
  "inline-assembly",
  "label-address",
  "variadic-function",
  "preprocessor-inside",
  "unusual-linkage",
  "attributes-differ",
  "configuration-differs",
  "macro-hides-difference",
  "comments-differ",
  "recursive-function",
  // Runs of statements.
  "fragment-bounds",
  "jumps-out",
  "lock-context",
  "local-escapes",
  "declared-in-fragment",
  "unusual-local",
  "uninitialised-input",
  "macro-hides-local",
  "locals-differ",
  // Holes that this version has no strategy for.
  "needs-callback",
  "needs-field-pointer",
  "needs-generator-macro",
  "needs-statement-hole",
  // Holes that cannot become a parameter.
  "constant-required",
  "format-string",
  "macro-argument",
  "side-effect-in-hole",
  "local-value-hole",
  "unknown-type",
  "types-differ",
  "too-many-parameters",
  "macro-too-long",
  "macro-style",
  // Placement.
  "crosses-modules",
  "no-common-header",
  "uses-file-scope-names",
  "definitions-differ",
  "conditional-object",
  "type-not-in-header",
  "licences-differ",
  "helper-not-visible",
  "helper-may-be-off",
  "no-free-name",
  "lines-too-long",
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Makes a refusal. */
export function refuse(reason: RefusalReason, detail: string): Refusal {
  return { reason, detail };
}

/** Tells a refusal from a result. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "reason" in value && "detail" in value;
}
