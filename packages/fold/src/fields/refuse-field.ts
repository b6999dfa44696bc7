import type { DeclaredType } from "@kindred/c-source";
import type { ConstantScope } from "../holes/constant-type.ts";
import { findRecord, type RecordText } from "./record-text.ts";

/** One step of a chain: the structure and the field taken of it, with the field's type. */
export interface FieldStep {
  /** `struct foo`. */
  readonly record: string;
  readonly field: string;
  readonly type: DeclaredType;
}

/** Types that may stand at any address. */
const BYTE = /^(?:const )?(?:u8|s8|__u8|__s8|u?int8_t|char|signed char|unsigned char|bool)$/;

/**
 * Why a pointer to a field, or its value, is not what the field is: it is a bit-field, it has no fixed size, it may not be
 * aligned, it is there in some configurations only, or its declaration is not to be found.
 */
export function refuseField(
  { record, field, type }: FieldStep,
  isLast: boolean,
  scope: ConstantScope,
): string | undefined {
  const shown = `${field} of ${record}`;
  if (!/^(?:struct|union) \w+$/.test(record)) return `${shown} is not declared in a plain structure`;
  const [definition, ...others] = findRecord(record, scope);
  if (!definition) return `${record} is defined nowhere in sight`;
  if (others.length > 0) return `${record} is defined more than once`;
  const declared = declaratorsOf(field, definition);
  if (declared.length === 0) return `${shown} is declared by a macro`;
  if (declared.some((at) => isConditional(definition, at))) return `${shown} stands under #if`;
  if (!isLast) return isPacked(definition) ? `${record} is packed` : undefined;
  const next = declared.map((at) => definition.tokens.slice(at + 1, at + 3).map(({ text }) => text));
  if (next.some(([behind]) => behind === ":")) return `${shown} is a bit-field`;
  if (next.some(([open, size]) => open === "[" && (size === "]" || size === "0")))
    return `${shown} is an array without a size`;
  if (/\bvolatile\b/.test(type.base)) return `${shown} is volatile`;
  const isByte = BYTE.test(type.base) && type.pointers === (type.isArray ? 1 : 0);
  return isPacked(definition) && !isByte ? `${record} is packed` : undefined;
}

/** Indexes of the tokens that declare a field of that name, also in a structure inside of it. */
function declaratorsOf(field: string, { tokens }: RecordText): number[] {
  return [...tokens.keys()].filter(
    (at) => tokens[at].text === field && /^(?:[;,[:]|__\w+)$/.test(tokens[at + 1]?.text ?? ""),
  );
}

function isConditional({ text, tokens }: RecordText, at: number): boolean {
  const before = text.slice(0, tokens[at].start);
  const opened = before.match(/^[ \t]*#[ \t]*if/gm)?.length ?? 0;
  return opened > (before.match(/^[ \t]*#[ \t]*endif/gm)?.length ?? 0);
}

function isPacked({ file, tokens }: RecordText): boolean {
  return tokens.some(({ text }) => /packed/.test(text)) || /#[ \t]*pragma[ \t]+pack/.test(file.text);
}
