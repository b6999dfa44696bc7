import { describeFailure, runTool } from "../tools/run-tool.ts";

/** Passes of `opt`, run one stage after the other. */
export type Stages = readonly string[];

const LIFETIME = /^[ \t]*(?:tail )?call void @llvm\.lifetime\.(?:start|end)\b[^\n]*\n/gm;

/**
 * What `opt` makes of a module. Between two stages the marks go that say from where to where a variable lives: inlining
 * puts them around what came from the helper, and blocks that hold a mark are not joined with others, so that they would
 * show where a helper was. A variable that lives longer is still the same variable.
 */
export async function optimiseIr(
  opt: string,
  ir: Buffer,
  stages: Stages,
  timeLimitSeconds: number,
): Promise<string> {
  let text = "";
  for (const [at, passes] of stages.entries()) {
    const argv = [opt, `-passes=${passes}`, "-S"];
    const input = at === 0 ? ir : Buffer.from(text.replace(LIFETIME, ""), "latin1");
    const result = await runTool(argv, { input, encoding: "latin1", timeLimitSeconds });
    if (result.outcome !== "exited" || result.code !== 0) throw new Error(describeFailure(argv, result));
    text = result.stdout;
  }
  return text;
}
