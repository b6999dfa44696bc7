/**
 * The LLVM IR of one source made ready to be linked to another that calls some of its functions, so that these calls
 * can be inlined: what a function of another file does is then compared as that file's own compile has it, with its
 * macros, its types and its static functions.
 *
 * The wanted functions become `alwaysinline`. What else the file defines for others is offered only to disappear again
 * (`available_externally`): it stays what the other file can only name. So does every variable that can be written and
 * is the file's own, under a name that no source can have: a static variable, a lock class or a "said already" flag is
 * one for all callers here, and never the same as a caller's own. Constants count by content. What acts by being in an
 * object (assembly at file scope, initcalls, the list of used symbols) stays with its file, but for the records of
 * messages of the wanted functions and of the static ones that these call.
 */
const NAME = String.raw`@(?:"[^"\n]*"|[-\w.$]+)`;
const ANY_NAME = new RegExp(NAME, "g");
const LINKAGE =
  /^(?:private|internal|available_externally|linkonce|linkonce_odr|weak|weak_odr|common|appending|extern_weak|external)\b/;
const FUNCTION = new RegExp(`^define (.*?)(${NAME})\\(`);
const VARIABLE = new RegExp(`^(${NAME}) = (.*)$`);
const OWN_STATE = /^(?:internal|private) ((?:[a-z_]+(?:\([^)]*\))? )*global .*)$/;
/** Records of call sites, which only their readers write, belong to the call wherever it goes. */
const RECORD = /, section "(?:__dyndbg|\.printk_index)"/;
const USED = /^(@llvm\.\S+ = appending global )\[\d+ x ([^\]]+)\] \[(.*)(\], section .*)$/;
/** With other names of functions go the variables that only keep these: module_exit() has one of each. */
const STAYS = new RegExp(
  `^module asm |^${NAME} = (?:[a-z_]+ )*(?:alias|ifunc) |^@__UNIQUE_ID___addressable_\\w+ = `,
);

/** IR that offers the functions `names` to other modules for inlining, and nothing else. */
export function offerFunctions(ir: string, names: ReadonlySet<string>): string {
  const state = new Set<string>();
  const lines = ir.split("\n").filter((line) => !STAYS.test(line));
  const owners = reachStatic(lines, names);
  const offered = lines.map((line) => {
    if (line.startsWith("define ")) return offerFunction(line, names);
    return line.startsWith("@") ? offerVariable(line, owners, state) : line;
  });
  return renameAll(offered.join("\n"), state);
}

/**
 * IR in which what headers say inline is always inlined: two sources have a copy each of such a function, and what an
 * optimiser makes of a copy depends on who calls it.
 */
export function inlineHinted(ir: string): string {
  const groups = [...ir.matchAll(/^attributes (#\d+) = \{.*\binlinehint\b.*\}$/gm)].map(
    ([, group]) => group!,
  );
  const hinted = new Set(groups);
  return ir.replace(/^define internal [^\n]*?\)[^()\n]* (#\d+)/gm, (head, group: string) =>
    hinted.has(group) && !head.includes(" alwaysinline") ? `${head} alwaysinline` : head,
  );
}

/** The wanted functions and the static ones that they call, directly or through others. */
function reachStatic(lines: readonly string[], names: ReadonlySet<string>): Set<string> {
  const called = new Map<string, Set<string>>();
  const statics = new Set<string>();
  let inside: Set<string> | undefined;
  for (const line of lines) {
    const [, before, name] = FUNCTION.exec(line) ?? [];
    if (name !== undefined) {
      inside = new Set();
      called.set(name.slice(1), inside);
      if (/\binternal\b/.test(before!)) statics.add(name.slice(1));
    } else if (line === "}") inside = undefined;
    else if (inside !== undefined) for (const [used] of line.matchAll(ANY_NAME)) inside.add(used.slice(1));
  }
  const reached = new Set(names);
  for (const name of reached)
    for (const used of called.get(name) ?? []) if (statics.has(used)) reached.add(used);
  return reached;
}

function offerFunction(line: string, names: ReadonlySet<string>): string {
  const [, before, name] = FUNCTION.exec(line) ?? [];
  if (before === undefined) return line;
  const offered = LINKAGE.test(before) ? line : line.replace("define ", "define available_externally ");
  // The group of attributes stands behind the parameters, whose own attributes have no `#`.
  return names.has(name!.slice(1)) ? offered.replace(/\)([^()]* #\d+)/, ")$1 alwaysinline") : offered;
}

function offerVariable(line: string, owners: ReadonlySet<string>, state: Set<string>): string {
  const [, name, rest] = VARIABLE.exec(line) ?? [];
  if (name === undefined) return line;
  if (name.startsWith("@llvm.")) return keepRecords(line, owners);
  if (!LINKAGE.test(rest!)) return `${name} = available_externally ${rest}`;
  const own = OWN_STATE.exec(rest!)?.[1];
  if (own === undefined || RECORD.test(rest!)) return line;
  state.add(name);
  return `${name} = available_externally ${own}`;
}

/** A list of used symbols with those that are static variables of some functions: records of their messages. */
function keepRecords(line: string, owners: ReadonlySet<string>): string {
  const [, head, type, list, tail] = USED.exec(line) ?? [];
  if (list === undefined) return "";
  const members = list.split(/, (?=(?:i8\*|ptr) )/).filter((member) => {
    const owner = /@"?(\w+)\./.exec(member)?.[1];
    return owner !== undefined && owners.has(owner);
  });
  return members.length === 0 ? "" : `${head}[${members.length} x ${type}] [${members.join(", ")}${tail}`;
}

function renameAll(ir: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return ir;
  const rename = (name: string): string => `@"${name.replace(/^@"?|"$/g, "")} of another file"`;
  return ir.replace(ANY_NAME, (name) => (names.has(name) ? rename(name) : name));
}
