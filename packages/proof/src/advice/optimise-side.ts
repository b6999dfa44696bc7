import { PASSES_INLINED } from "../prove/ir-rung.ts";
import { optimiseIr } from "../prove/optimise-ir.ts";
import type { SideIr } from "./explain-ir.ts";

/** Enough that a local is no memory any more, and little enough that all is still as it was written. */
const PLAIN_PASSES = ["always-inline,function(sroa,early-cse,instcombine,simplifycfg),globaldce"];

/** Makes of IR without any pass what an explanation looks at. */
export async function optimiseSide(opt: string, ir: Buffer, timeLimitSeconds: number): Promise<SideIr> {
  return {
    optimised: await optimiseIr(opt, ir, PASSES_INLINED, timeLimitSeconds),
    plain: await optimiseIr(opt, ir, PLAIN_PASSES, timeLimitSeconds),
  };
}
