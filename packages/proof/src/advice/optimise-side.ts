import { PASSES_INLINED } from "../prove/ir-rung.ts";
import { describeFailure, runTool } from "../tools/run-tool.ts";
import type { SideIr } from "./explain-ir.ts";

/** Enough that a local is no memory any more, and little enough that all is still as it was written. */
const PLAIN_PASSES = "always-inline,function(sroa,early-cse,instcombine,simplifycfg),globaldce";

/** Makes of IR without any pass what an explanation looks at. */
export async function optimiseSide(opt: string, ir: Buffer, timeLimitSeconds: number): Promise<SideIr> {
  const optimise = async (passes: string): Promise<string> => {
    const argv = [opt, `-passes=${passes}`, "-S"];
    const result = await runTool(argv, { input: ir, encoding: "latin1", timeLimitSeconds });
    if (result.outcome !== "exited" || result.code !== 0) throw new Error(describeFailure(argv, result));
    return result.stdout;
  };
  return { optimised: await optimise(PASSES_INLINED), plain: await optimise(PLAIN_PASSES) };
}
