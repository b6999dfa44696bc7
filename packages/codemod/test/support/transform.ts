import { applyEdits, CParser, type CText } from "@kindred/c-source";
import { type CodemodApi, type CodemodDefinition, createCodemodApi } from "../../src/index.ts";
import { type TransformOutput, transformText } from "../../src/run/transform-text.ts";

/** An engine inside the test's own process. */
export interface Engine {
  readonly parser: CParser;
  readonly api: CodemodApi;
  /** What a codemod makes of a text; throws what kept it from changing the file. */
  rewrite(text: CText, transform: CodemodDefinition["transform"]): CText;
  run(text: CText, transform: CodemodDefinition["transform"], whyLine?: number): TransformOutput;
}

export async function createEngine(): Promise<Engine> {
  const parser = await CParser.create();
  const api = createCodemodApi(parser);
  const run: Engine["run"] = (text, transform, whyLine) =>
    transformText(
      parser,
      { transform },
      api,
      whyLine === undefined ? { name: "x.c", text } : { name: "x.c", text, whyLine },
    );
  return {
    parser,
    api,
    run,
    rewrite: (text, transform) => {
      const { edits, failure } = run(text, transform);
      if (failure) throw new Error(`${failure.reason}: ${failure.detail}`);
      return applyEdits(text, edits);
    },
  };
}
