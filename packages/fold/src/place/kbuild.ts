/** An object of a module as a Makefile lists it. */
export interface KbuildObject {
  /** Path of the source, relative to the Makefile's folder: `core/main.c`. */
  readonly source: string;
  readonly module: string;
  /** Condition in the Makefile's own words (`$(CONFIG_X)`, `ifdef …`); empty when the module always has the object. */
  readonly condition: string;
}

const RULE = /^([\w./-]+)-(objs|y|m|\$\([^)]*\))\s*[:+?]?=\s*(.*)$/;
const IGNORED: ReadonlySet<string> = new Set([
  "obj",
  "lib",
  "subdir",
  "ccflags",
  "asflags",
  "ldflags",
  "always",
  "hostprogs",
  "targets",
  "clean-files",
  "extra",
]);

/**
 * The objects of a Kbuild Makefile by module: `foo-y += a.o`, `foo-objs := a.o`, `obj-$(CONFIG_FOO) += foo.o` (which
 * is `foo.c` alone when no other line lists objects of `foo`). Variables other than `$(CONFIG_…)` conditions are not
 * expanded; objects of such lines belong to no module, so that nothing is folded across them.
 */
export function parseKbuild(text: string): KbuildObject[] {
  const objects: KbuildObject[] = [];
  const targets: string[] = [];
  const blocks: string[] = [];
  for (const line of text
    .replace(/\\\r?\n/g, " ")
    .split("\n")
    .map((each) => each.replace(/#.*/, "").trim())) {
    if (/^(?:ifeq|ifneq|ifdef|ifndef)\b/.test(line)) blocks.push(line);
    else if (line.startsWith("else")) blocks.push(`!(${blocks.pop() ?? ""})`);
    else if (line === "endif") blocks.pop();
    const match = RULE.exec(line);
    if (!match) continue;
    const [, name, kind, values] = match;
    const sources = values.split(/\s+/).filter((word) => /^[\w./+-]+\.o$/.test(word));
    if (name === "obj") targets.push(...sources.map((object) => object.slice(0, -2)));
    if (IGNORED.has(name) || name.endsWith("flags")) continue;
    const own = kind === "objs" || kind === "y" || kind === "m" ? [] : [kind];
    const condition = [...blocks, ...own].join(" ");
    for (const object of sources)
      objects.push({ source: `${object.slice(0, -2)}.c`, module: name, condition });
  }
  const composite = new Set(objects.map(({ module }) => module));
  const single = targets.filter((target) => !composite.has(target));
  return [...objects, ...single.map((target) => ({ source: `${target}.c`, module: target, condition: "" }))];
}
