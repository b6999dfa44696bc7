import { KindredError } from "@kindred/c-source";
import picomatch from "picomatch";

export interface NameFilter {
  /** Files outside of the includes, or inside the excludes, are not looked at. */
  readonly takesFile: (name: string) => boolean;
  /** False for a folder that an exclude names: nothing below it is read. */
  readonly entersFolder: (name: string) => boolean;
}

/** Globs over names relative to the root; a glob without a slash matches at any depth. */
export function createNameFilter(include: readonly string[], exclude: readonly string[]): NameFilter {
  const included = include.length === 0 ? () => true : compile(include);
  const excluded = exclude.length === 0 ? () => false : compile(exclude);
  return {
    takesFile: (name) => included(name) && !excluded(name),
    entersFolder: (name) => !excluded(name) && !excluded(`${name}/`),
  };
}

function compile(globs: readonly string[]): (name: string) => boolean {
  const anywhere = globs.map((glob) => (glob.replace(/\/$/, "").includes("/") ? glob : `**/${glob}`));
  try {
    return picomatch(anywhere, { dot: true, nonegate: true, maxLength: 1000 });
  } catch (error) {
    throw new KindredError(
      "E_USAGE",
      `A glob in ${globs.map((glob) => `\`${glob}\``).join(", ")} is malformed: ${(error as Error).message}.`,
      "write it like `drivers/**/*-core.c`",
    );
  }
}
