import type { LibraryFiles } from "../files/library-files.ts";
import { readBuildLines, readConfigEntries, sourcesByObject } from "./build-lines.ts";
import type { LibraryFinding } from "./library-finding.ts";

/** Each source is built by one line, each line has its option, each option its help, and all options the prefix. */
export function checkBuild(files: LibraryFiles, prefix: string): LibraryFinding[] {
  const { lines, strange } = readBuildLines(files);
  const entries = readConfigEntries(files);
  const sources = sourcesByObject(files);
  const options = new Set(entries.map((entry) => entry.option));
  const findings: LibraryFinding[] = [];
  const report = (file: string, message: string, line?: number) =>
    findings.push({ rule: "kbuild", file, message, ...(line === undefined ? {} : { line }) });

  for (const line of strange)
    report("Kbuild", "Only `obj-$(CONFIG_X) += x.o` lines and comments can be published.", line);
  for (const { option, object } of lines) {
    if (!sources.has(object)) report("Kbuild", `There is no source for \`${object}.o\`.`);
    if (!options.has(option)) report("Kbuild", `Kconfig has no option ${option}.`);
  }
  for (const [object, path] of sources) {
    const count = lines.filter((line) => line.object === object).length;
    if (count !== 1) report(path, `Kbuild builds this file ${count} times instead of once.`);
  }
  for (const { option, text } of entries) {
    if (!option.startsWith(`${prefix.toUpperCase()}`))
      report("Kconfig", `${option} does not begin with ${prefix.toUpperCase()}.`);
    if (!/^\thelp\n\t {2}\S/m.test(text)) report("Kconfig", `${option} has no help text.`);
  }
  return findings;
}
