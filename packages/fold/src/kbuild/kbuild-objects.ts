import type { MakeVariables } from "./expand-words.ts";
import { normalPath } from "./normal-path.ts";

/** An object of a module as a Makefile lists it. */
export interface KbuildObject {
  /** Path of the source, relative to the tree's root: `drivers/net/foo/core/main.c`. */
  readonly source: string;
  readonly module: string;
  /** Condition in the Makefile's own words (`$(CONFIG_X)`, `ifdef …`); empty when the module always has the object. */
  readonly condition: string;
}

const LIST = /^([\w./-]+)-(objs|y|m|\$\([^)]*\))$/;
const NO_MODULES: ReadonlySet<string> = new Set([
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
 * The objects of a Makefile by module: `foo-y += a.o`, `foo-objs := a.o`, `obj-$(CONFIG_FOO) += foo.o` (which is
 * `foo.c` alone when no other line lists objects of `foo`).
 */
export function kbuildObjects(folder: string, variables: MakeVariables): KbuildObject[] {
  const objects: KbuildObject[] = [];
  const targets: string[] = [];
  for (const [variable, words] of variables) {
    const [, name, kind] = LIST.exec(variable) ?? [];
    if (name === undefined) continue;
    const own = kind === "objs" || kind === "y" || kind === "m" ? "" : kind;
    for (const { text, condition } of words) {
      const stem = /^[\w./+-]+\.o$/.test(text) ? normalPath(`${folder}/${text.slice(0, -2)}`) : undefined;
      if (stem === undefined) continue;
      if (name === "obj") targets.push(text.slice(0, -2));
      if (NO_MODULES.has(name) || name.endsWith("flags")) continue;
      objects.push({ source: `${stem}.c`, module: name, condition: `${condition} ${own}`.trim() });
    }
  }
  const composite = new Set(objects.map(({ module }) => module));
  const single = targets.filter((target) => !composite.has(target));
  const alone = single.map((module) => ({
    source: `${normalPath(`${folder}/${module}`)}.c`,
    module,
    condition: "",
  }));
  return [...objects, ...alone];
}
