import type { CText } from "@kindred/c-source";
import type { Compiled, CompileJob } from "../compile/compile-unit.ts";
import { findDefinitions } from "../compile/force-inline.ts";
import { prepareSide } from "../compile/prepare-side.ts";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { Rung, Sides } from "./rung.ts";
import type { Home, Unit } from "./unit.ts";

/** How a compile differs from the build's own. */
export type JobChanges = Pick<CompileJob, "compiler" | "accepts" | "extra" | "emit">;

/** Compiles a unit as it sees some changed files; or another source in its place. */
export type Compile = (
  files: ChangedFiles,
  changes: JobChanges,
  source?: Pick<Home, "file" | "command">,
) => Promise<Compiled>;

/** A compile as the build does it. */
export const AS_BUILT: JobChanges = { extra: [], emit: ["-c"] };

/** Both sides with the helper forced inline; as they stand when a side cannot be compiled so. */
export async function compileSides(unit: Unit, rung: Rung, compile: Compile): Promise<Sides> {
  const sides = {
    forced: true,
    before: await compileSide(unit, rung, compile, { files: unit.before, names: unit.namesBefore }),
    after: await compileSide(unit, rung, compile, { files: unit.after, names: unit.namesAfter }),
  };
  if (rung.link !== undefined || isComplete(sides)) return sides;
  return {
    forced: false,
    before: await compile(unit.before, rung.job),
    after: await compile(unit.after, rung.job),
  };
}

/** What a side sees, and which functions meet in their callers there. */
export interface SideFiles {
  readonly files: ChangedFiles;
  readonly names: ReadonlySet<string>;
}

/** One side with `names` forced inline; those that another source defines linked in from there, if the rung can. */
export async function compileSide(
  unit: Unit,
  rung: Rung,
  compile: Compile,
  { files, names }: SideFiles,
): Promise<Compiled> {
  const compiled = await compile(prepareSide(files, unit.file, names), rung.job);
  if (rung.link === undefined || compiled.output === undefined) return compiled;
  const homes = unit.homes.filter((home) => defines(files.get(home.file) ?? "", home));
  const offers: Buffer[] = [];
  for (const home of homes) {
    const offer = await compile(files, rung.job, home);
    if (offer.output === undefined) return offer;
    offers.push(offer.output);
  }
  const wanted = new Set(homes.flatMap((home) => home.names));
  return { ...compiled, ...(await rung.link(compiled.output, offers, wanted)) };
}

function defines(text: CText, { names }: Home): boolean {
  return findDefinitions(text, new Set(names)).size > 0;
}

function isComplete(sides: Sides): boolean {
  return sides.before.output !== undefined && sides.after.output !== undefined;
}
