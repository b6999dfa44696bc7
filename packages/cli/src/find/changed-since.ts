import type { FamiliesDocument } from "@kindred/clones";
import { changedFilesSince } from "@kindred/proof";
import { readText } from "../arguments/read-options.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import { resolvePaths } from "../tree/resolve-paths.ts";
import type { VerbContext } from "../verb.ts";

/** What `--changed-since` asks for: the revision as typed, and the files below the scanned folder that differ from it. */
export interface ChangedSince {
  readonly revision: string;
  readonly files: ReadonlySet<string>;
}

/** Asks git before the search, so that a mistyped revision costs no time. @throws KindredError E_USAGE */
export async function readChangedSince({ args, cwd }: VerbContext): Promise<ChangedSince | undefined> {
  const revision = readText(args, "changed-since");
  if (revision === undefined) return undefined;
  const kernel = readText(args, "kernel");
  const { root } = resolvePaths(
    args.words,
    cwd,
    kernel === undefined ? undefined : requireKernel(kernel, cwd),
  );
  return { revision, files: await changedFilesSince(root, revision) };
}

/** Only what touches a changed file; the summary goes on describing the whole tree. */
export function touchingChanges(document: FamiliesDocument, { files }: ChangedSince): FamiliesDocument {
  const families = document.families.filter(({ members }) => members.some(({ file }) => files.has(file)));
  const reimplemented = document.reimplemented?.filter(({ file }) => files.has(file));
  return { ...document, families, ...(reimplemented === undefined ? {} : { reimplemented }) };
}
