import { existsSync } from "node:fs";
import { checkKindred } from "../doctor/check-kindred.ts";
import { checkTools, type Finding } from "../doctor/check-tools.ts";
import { ExitCode } from "../exit-codes.ts";
import { resolveOption } from "../find/collect-sources.ts";
import { findKernelRoot } from "../tree/kernel-root.ts";
import type { VerbContext } from "../verb.ts";
import { KINDRED_VERSION } from "../version.ts";

const MARKS = { ok: "ok     ", missing: "MISSING", note: "-      " } as const;

/** Says what Kindred has to work with; exit 3 when something it cannot do without is missing. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { terminal } = context;
  const findings: readonly Finding[] = [
    info("kindred", KINDRED_VERSION),
    info("node", `${process.version} (${process.platform} ${process.arch})`),
    ...(await checkKindred()),
    ...(await checkTools()),
    kernelFinding(context),
    info("config", describeConfig(context)),
  ];
  const width = Math.max(...findings.map((finding) => finding.name.length));
  for (const { state, name, detail } of findings)
    terminal.out(`${MARKS[state]}  ${name.padEnd(width)}  ${detail}\n`);
  const isBroken = findings.some((finding) => finding.state === "missing" && finding.isEssential);
  return isBroken ? ExitCode.Incomplete : ExitCode.Clean;
}

function info(name: string, detail: string): Finding {
  return { name, state: "ok", detail, isEssential: false };
}

function describeConfig({ config }: VerbContext): string {
  if (config.path === undefined) return "no kindred.config.json here";
  return [config.path, ...config.settings].join(" ");
}

function kernelFinding({ args, cwd }: VerbContext): Finding {
  const given = resolveOption(args, "kernel", cwd);
  const kernel = findKernelRoot(given ?? cwd);
  if (kernel !== undefined && (given === undefined || kernel.path === given)) {
    const isConfigured = existsSync(`${kernel.path}/.config`)
      ? "configured in place"
      : "not configured in place";
    return {
      name: "kernel",
      state: "ok",
      detail: `Linux ${kernel.version} in ${kernel.path}, ${isConfigured}`,
      isEssential: false,
    };
  }
  if (given === undefined)
    return {
      name: "kernel",
      state: "note",
      detail: "this folder is not in a kernel tree; --kernel TREE looks elsewhere",
      isEssential: false,
    };
  return {
    name: "kernel",
    state: "missing",
    detail: `${given} is not a kernel tree (no Makefile with VERSION and PATCHLEVEL)`,
    isEssential: true,
  };
}
