import { KindredError } from "@kindred/c-source";
import type { FamiliesDocument, Family } from "@kindred/clones";
import { renderExplain } from "@kindred/report";
import { findNearestName } from "../arguments/nearest-name.ts";
import { ExitCode } from "../exit-codes.ts";
import { createMemberReader } from "../find/member-texts.ts";
import { readFamilies } from "../find/read-families.ts";
import { describePlan } from "../fold/describe-plan.ts";
import { planFold } from "../fold/plan-fold.ts";
import type { VerbContext } from "../verb.ts";

/** One family in full: its members, its holes, and the fold as it would be done. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, terminal } = context;
  const [id, ...paths] = args.words;
  requireId(id!);
  const source = await readFamilies(context, paths);
  const { document } = source;
  const family = getFamily(document, id!);
  const texts = family.members.map(createMemberReader(document.root));
  const planned = await planFold({
    root: document.root,
    families: [family],
    profile: context.config.macroProfile,
    terminal,
    workers: 1,
  });
  const { colour, columns: width } = terminal;
  const isRefused = planned.plans.length === 0;
  terminal.out(renderExplain(family, texts, { colour, width, isRefused }));
  terminal.out(`\n${describePlan(planned)}`);
  return source.isIncomplete ? ExitCode.Incomplete : ExitCode.Clean;
}

function requireId(id: string): void {
  if (!/^K-[0-9a-f]{8}$/.test(id))
    throw new KindredError(
      "E_USAGE",
      `\`${id}\` is not the id of a family.`,
      "ids look like `K-3fa9c1d2`; `kindred find PATH` lists them",
    );
}

function getFamily(document: FamiliesDocument, id: string): Family {
  const family = document.families.find((candidate) => candidate.id === id);
  if (family) return family;
  const nearest = findNearestName(
    id,
    document.families.map((candidate) => candidate.id),
  );
  const hint = nearest
    ? `did you mean \`${nearest}\`?`
    : "find it with the same paths and options as in the run that showed it";
  throw new KindredError("E_USAGE", `There is no family \`${id}\` in ${document.root}.`, hint);
}
