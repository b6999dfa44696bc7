/**
 * A bound on the memory of one program, so that a hostile source makes its compiler fail and not the machine.
 * `prlimit` sets it and becomes the program; where there is none, programs run without a bound.
 */
import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { delimiter, join } from "node:path";

/** No compiler of a kernel source needs that much: those of the largest take about one. */
const LEAST = 4 * 2 ** 30;

/** Bytes of address space that each of `workers` compilers may have. */
export function compilerMemory(workers: number): number {
  const constrained = process.constrainedMemory();
  const memory = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.max(LEAST, Math.floor(memory / workers));
}

/** The argument vector that runs `argv` within a bound. */
export function limitMemory(argv: readonly string[], bytes: number | undefined): readonly string[] {
  const prlimit = bytes === undefined ? undefined : findPrlimit();
  return prlimit === undefined ? argv : [prlimit, `--as=${bytes}`, "--core=0", "--", ...argv];
}

/** Whether the bounded program could not be started at all. */
export function isUnstarted(stderr: string): boolean {
  return /^prlimit: failed to execute /.test(stderr);
}

let found: { readonly prlimit: string | undefined } | undefined;

function findPrlimit(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  found ??= { prlimit: folders.map((folder) => join(folder, "prlimit")).find((path) => existsSync(path)) };
  return found.prlimit;
}
