import type { DeclaredType } from "@kindred/c-source";

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

const DULL: ReadonlySet<string> = new Set("is has no in on of the to for and by max min num".split(" "));

/**
 * The name of a field's parameter: the field's own where all members have the same, else the words that the names
 * share, else what the type is called.
 */
export function nameField(fields: readonly string[], type: DeclaredType, taken: ReadonlySet<string>): string {
  const [first] = fields;
  const isFree = (name: string): boolean => /^[a-z_]\w+$/.test(name) && !taken.has(name);
  const suggestions = [
    ...(fields.every((field) => field === first) ? [first] : [sharedName(fields)]),
    BY_TYPE.get(type.base) ?? typeName(type),
    "val",
  ].flatMap((name) => (name === undefined || name === "" ? [] : [name.toLowerCase()]));
  const free = suggestions.find(isFree);
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

const KEYWORDS = /^(?:int|long|char|short|struct|union|enum|const|do|if|for|else|static|void)$/;
