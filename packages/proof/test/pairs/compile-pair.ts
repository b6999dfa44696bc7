import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { type Clang, findClang } from "../../src/compile/clang-options.ts";
import { COMPARE_OPTIONS } from "../../src/compile/compile-unit.ts";
import { PASSES_AGAIN, PASSES_INLINED, UNOPTIMISED } from "../../src/prove/ir-rung.ts";
import { mapLimited } from "../../src/prove/limit-concurrency.ts";
import { runTool } from "../../src/tools/run-tool.ts";
import { PRELUDE } from "./c-prelude.ts";

const OPTIONS = [
  "-O2",
  "-std=gnu11",
  "-ffreestanding",
  "-fno-strict-aliasing",
  "-fno-pic",
  "-fno-asynchronous-unwind-tables",
];

/** What the rungs compare: gcc's object, clang's IR, that once more through the optimiser, and with inlining done first. */
export interface CompiledText {
  readonly object: Buffer;
  readonly ir: string;
  readonly irAgain: string;
  readonly irInlined: string;
}

const clang: Clang | undefined = await findClang();

/** Whether the rungs on LLVM IR can be tested here; says so when not. */
export const hasClang = clang?.opt !== undefined;
if (!hasClang) console.warn("clang and opt are missing: the IR rungs are not tested.");

/** Compiles texts for all rungs, each once. */
export async function compileTexts(texts: readonly string[]): Promise<Map<string, CompiledText>> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-pairs-"));
  try {
    const distinct = [...new Set(texts)];
    const compiled = await mapLimited(distinct, cpus().length, (text, at) =>
      compileText(text, join(folder, `${at}`)),
    );
    return new Map(distinct.map((text, at) => [text, compiled[at]!]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compileText(text: string, path: string): Promise<CompiledText> {
  const source = `${path}.c`;
  await writeFile(source, PRELUDE + text);
  const options = [...OPTIONS, ...COMPARE_OPTIONS];
  await run(["gcc", ...options, "-c", "-o", `${path}.o`, source]);
  const object = await readFile(`${path}.o`);
  if (!hasClang) return { object, ir: "", irAgain: "", irInlined: "" };
  await run([clang!.compiler, ...options, "-S", "-emit-llvm", "-o", `${path}.ll`, source]);
  const ir = await readFile(`${path}.ll`, "latin1");
  await run([clang!.compiler, ...options, ...UNOPTIMISED, "-o", `${path}.raw.ll`, source]);
  return {
    object,
    ir,
    irAgain: await run([clang!.opt!, `-passes=${PASSES_AGAIN}`, "-S", `${path}.ll`]),
    irInlined: await run([clang!.opt!, `-passes=${PASSES_INLINED}`, "-S", `${path}.raw.ll`]),
  };
}

async function run(argv: readonly string[]): Promise<string> {
  const result = await runTool(argv, { encoding: "latin1" });
  if (result.code !== 0) throw new Error(`${argv[0]}: ${result.stderr}`);
  return result.stdout;
}
