import { compilerFor, type UnitEnvironment } from "../prove/prove-unit.ts";
import { contentKey, type ResultCache } from "../prove/result-cache.ts";
import type { Unit } from "../prove/unit.ts";
import type { DifferenceCause, FileVerdict, PatchVerdict } from "../verdicts.ts";
import { adviseShapes } from "./advise-shapes.ts";
import { EXPLANATION_VERSION, explainUnit } from "./explain-unit.ts";

export interface ExplainRequest {
  readonly verdict: PatchVerdict;
  /** The units of the patch's files. */
  readonly units: readonly Unit[];
  /** The strategy that made the patch, where one is known. */
  readonly strategy?: string | undefined;
  readonly environment: UnitEnvironment;
  readonly cache: ResultCache;
  /** What results of other runs must have in common with those of this one. */
  readonly identity: unknown;
  /** Hears that a file is looked at, which takes a while. */
  readonly onWork?: () => void;
}

/** The verdict on a patch with the cause of what is not proved, and what may prove instead, in each such file. */
export async function explainPatch(request: ExplainRequest): Promise<PatchVerdict> {
  const { verdict, units, strategy } = request;
  const hasProved = verdict.files.some(({ level }) => level === "identical" || level === "equivalent");
  const files: FileVerdict[] = [];
  for (const file of verdict.files) {
    const unit = file.level === "builds" ? units.find((each) => each.file === file.file) : undefined;
    if (unit === undefined) files.push(file);
    else {
      const cause = await explain(unit, request);
      const advice = adviseShapes(cause.kind, strategy, hasProved);
      files.push({ ...file, cause, ...(advice.length > 0 && { advice }) });
    }
  }
  return { ...verdict, files };
}

async function explain(
  unit: Unit,
  { environment, cache, identity, onWork }: ExplainRequest,
): Promise<DifferenceCause> {
  const { patch: _, ...content } = unit;
  const key = contentKey([EXPLANATION_VERSION, "cause", identity, content]);
  const known = await cache.read<DifferenceCause>(key);
  if (known !== undefined) return known;
  onWork?.();
  const tally: Parameters<typeof compilerFor>[2] = { seconds: 0 };
  const { isPassing, ...cause } = await explainUnit(unit, environment, compilerFor(unit, environment, tally));
  if (!isPassing && !tally.isPassing) await cache.write(key, cause);
  return cause;
}
