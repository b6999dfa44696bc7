import type { HoleParameter } from "../holes/hole-parameters.ts";

/** What a helper takes beside the members' own parameters, and which of these it does not. */
export interface HelperParameters {
  readonly parameters: readonly HoleParameter[];
  /** Indexes of the members' own parameters that the helper is given fields of instead. */
  readonly dropped?: ReadonlySet<number> | undefined;
}

/**
 * What a helper is given, in the order of its parameters: the members' own, with the fields of one that is gone in its
 * place, and what is added behind them.
 */
export function arrangeArguments<T>(
  own: readonly T[],
  added: readonly T[],
  { parameters, dropped }: HelperParameters,
): T[] {
  const insteadOf = (index: number | undefined): T[] =>
    added.filter((_, i) => parameters[i].field?.insteadOf === index);
  return [
    ...own.flatMap((each, index) => (dropped?.has(index) ? insteadOf(index) : [each])),
    ...insteadOf(undefined),
  ];
}
