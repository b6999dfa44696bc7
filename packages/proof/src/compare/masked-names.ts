import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { listChangedFunctions } from "./changed-functions.ts";

/** Names that may differ without a difference in what the code does; see `../elf/call-site-records.ts`. */
export interface MaskedNames {
  /** The helper and the functions that it replaces: the same function under several names. */
  readonly folded: ReadonlySet<string>;
  /** Functions that call sites moved between: those above, and those whose text the patch changes. */
  readonly callSites: ReadonlySet<string>;
  /** Static functions that only one side has: under another name the other may have them, each as one. */
  readonly renamed?: ReadonlySet<string>;
  /** Constant tables of functions (`static const` locals) count by content: equal ones may have become one. */
  readonly mergesTables?: boolean;
}

/** The names with what is renamed between two sides, given the static functions of each. */
export function withRenamed(
  names: MaskedNames,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): MaskedNames {
  const oneSided = [...before]
    .filter((name) => !after.has(name))
    .concat([...after].filter((name) => !before.has(name)));
  return { ...names, renamed: new Set(oneSided.filter((name) => !names.folded.has(name))) };
}

/** Names that a change moves code between, given those that it folds. */
export function findMaskedNames(
  folded: ReadonlySet<string>,
  from: ChangedFiles,
  to: ChangedFiles,
): MaskedNames {
  const changed = listChangedFunctions(from, to).map(({ name }) => name);
  return { folded, callSites: new Set([...folded, ...changed]) };
}
