import type { DeclaredType } from "@kindred/c-source";

/** What a field's parameter can be named after. */
export interface FieldWords {
  /** Names of the members' fields. */
  readonly fields: readonly string[];
  /** Names of the fields that they are fields of, where they are not of the variable itself. */
  readonly owners: readonly (string | undefined)[];
  readonly type: DeclaredType;
  /** Whether `++` is done to it. */
  readonly isCounted: boolean;
}

/** Names for parameters of types that say what they are. */
const BY_TYPE: ReadonlyMap<string, string> = new Map([
  ["spinlock_t", "lock"],
  ["raw_spinlock_t", "lock"],
  ["struct mutex", "lock"],
  ["struct rw_semaphore", "sem"],
  ["struct list_head", "list"],
  ["struct work_struct", "work"],
  ["struct delayed_work", "work"],
  ["struct timer_list", "timer"],
  ["struct completion", "done"],
  ["wait_queue_head_t", "wq"],
  ["atomic_t", "counter"],
  ["struct kobject", "kobj"],
]);

/** What a field is called that nothing else names. */
export const UNNAMED = "field";

const DULL: ReadonlySet<string> = new Set("is has no in on of the to for and by max min num".split(" "));

/**
 * The name of a field's parameter: the field's own where all members have the same, else the words that the names
 * share, else what the type is called, or what the field is one of: `stat` in `stats`.
 */
export function nameField(words: FieldWords, taken: ReadonlySet<string>): string {
  const { fields, owners, type, isCounted } = words;
  const [first] = fields;
  const isFree = (name: string): boolean => /^[a-z_]\w+$/.test(name) && !taken.has(name);
  const suggestions = [
    fields.every((field) => field === first) ? first : sharedName(fields),
    BY_TYPE.get(type.base) ?? typeName(type),
    isCounted ? "counter" : undefined,
    owners.every((owner) => owner === owners[0]) ? oneOf(owners[0]) : undefined,
    UNNAMED,
  ].flatMap((name) => (name === undefined || name === "" ? [] : [name.toLowerCase()]));
  const free = suggestions.find(isFree);
  if (suggestions[0] !== UNNAMED && free === UNNAMED && isFree(`${suggestions[0]}_ptr`))
    return `${suggestions[0]}_ptr`;
  if (free !== undefined) return free;
  for (let i = 2; ; i++) if (isFree(`${suggestions[0]}${i}`)) return `${suggestions[0]}${i}`;
}

/** The words that all names hold, in the order of the first; numbers at their end aside. */
function sharedName(fields: readonly string[]): string | undefined {
  const words = fields.map((field) =>
    field
      .split("_")
      .map((word) => word.replace(/\d+$/, ""))
      .filter(Boolean),
  );
  const shared = words[0].filter((word) => words.every((list) => list.includes(word)));
  const name = shared.join("_");
  return name.length > 2 && !DULL.has(name) ? name : undefined;
}

/** `ring` for `struct foo_ring`. */
function typeName({ base }: DeclaredType): string | undefined {
  const tag = /^(?:const )?(?:struct|union|enum) (\w+)$/.exec(base)?.[1];
  const last = tag?.split("_").at(-1);
  return last !== undefined && /^[a-z]{2,}$/.test(last) && !KEYWORDS.test(last) ? last : undefined;
}

const KEYWORDS =
  /^(?:int|long|char|short|struct|union|enum|const|do|if|for|else|static|void|data|info|type)$/;

/** `stat` for `stats`. */
function oneOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : /^([a-z]\w{2,})s$/.exec(name)?.[1];
}
