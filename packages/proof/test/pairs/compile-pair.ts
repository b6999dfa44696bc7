import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { chooseRungs } from "../../src/prove/choose-rungs.ts";
import { mapLimited } from "../../src/prove/limit-concurrency.ts";
import type { Rung } from "../../src/prove/rung.ts";
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

const LADDER = await chooseRungs(
  { config: new Map() },
  { commands: new Map([["pair.c", { source: "/pair.c", cwd: tmpdir(), argv: ["gcc", ...OPTIONS] }]]) },
  60,
);

/** The ladder as a series would meet it on a tree that is built with {@link OPTIONS}; nothing is linked in here. */
export const RUNGS = LADDER.rungs.filter(({ link }) => link === undefined);

/** Whether the rungs on LLVM IR can be tested here; says so when not. */
export const hasClang = RUNGS.some(({ name }) => name === "llvm-ir-graph-inlined");
if (!hasClang) console.warn("clang and opt are missing: the IR rungs are not tested.");

/** What the compiler of a rung made of a text. */
export type CompiledTexts = (rung: string, text: string) => Buffer;

/** Compiles texts for rungs, each text once for each way of compiling. */
export async function compileTexts(
  texts: readonly string[],
  rungs: readonly Rung[] = RUNGS,
): Promise<CompiledTexts> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-pairs-"));
  const keyOf = (rung: Rung, text: string): string =>
    JSON.stringify([rung.job.compiler, rung.job.extra, rung.job.emit, text]);
  const jobs = new Map(
    texts.flatMap((text) => rungs.map((rung) => [keyOf(rung, text), { rung, text }] as const)),
  );
  try {
    const outputs = await mapLimited([...jobs.values()], cpus().length, ({ rung, text }, at) =>
      compileText(rung, text, join(folder, `${at}`)),
    );
    const made = new Map([...jobs.keys()].map((key, at) => [key, outputs[at]!]));
    return (name, text) => made.get(keyOf(rungs.find((rung) => rung.name === name)!, text))!;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compileText({ job }: Rung, text: string, path: string): Promise<Buffer> {
  await writeFile(`${path}.c`, PRELUDE + text);
  const options = OPTIONS.filter(job.accepts ?? (() => true));
  const argv = [
    job.compiler ?? "gcc",
    ...options,
    ...job.extra,
    ...job.emit,
    "-o",
    `${path}.out`,
    `${path}.c`,
  ];
  const result = await runTool(argv);
  if (result.code !== 0) throw new Error(`${argv.join(" ")}: ${result.stderr}\n${text}`);
  return readFile(`${path}.out`);
}

/** Compiles one text for one rung. */
export async function compileFor(name: string, text: string): Promise<Buffer> {
  const rungs = RUNGS.filter((rung) => rung.name === name);
  return (await compileTexts([text], rungs))(name, text);
}
