import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import {
  getPublishForm,
  type LibraryFiles,
  type OutputFile,
  type ParameterValues,
  publishDkms,
  publishInTree,
  publishTarball,
} from "@kindred/library";
import { diffTrees } from "@kindred/proof";
import { getText, readList, readText } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { writeOutputFolder } from "../output/output-folder.ts";
import { findLibrary, readLibrary } from "../publish/read-library.ts";
import { readAuthor } from "../series/read-author.ts";
import { writeMails } from "../series/write-mails.ts";
import { findKernelRoot } from "../tree/kernel-root.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import { createTreeReader } from "../tree/tree-reader.ts";
import type { VerbContext } from "../verb.ts";

/** Checks a library and writes it in the form asked for. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd } = context;
  const form = getPublishForm(getText(args, "as", "write `--as in-tree`, `--as tarball` or `--as dkms`"));
  const output = getText(args, "output", "name the folder to write, as `--output out`");
  const parameters = readParameters(readList(args, "param"));
  const files = readLibrary(findLibrary(args.words[0]!, cwd));
  if (form === "in-tree") await publishAsPatch(context, output, { files, parameters });
  else await publishAsFiles(context, output, { files, parameters }, form);
  return ExitCode.Clean;
}

interface Library {
  readonly files: LibraryFiles;
  readonly parameters: ParameterValues;
}

function readParameters(given: readonly string[]): ParameterValues {
  const pairs = given.map((text): [string, string] => {
    const equals = text.indexOf("=");
    if (equals < 1)
      throw new KindredError(
        "E_USAGE",
        `\`--param ${text}\` is not of the form name=value.`,
        "write it like `--param prefix=wdt_old`",
      );
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}

/** A tarball or DKMS packages: files that need no kernel. */
async function publishAsFiles(
  { args, cwd, terminal }: VerbContext,
  output: string,
  library: Library,
  form: "tarball" | "dkms",
): Promise<void> {
  const maintainer = readText(args, "from");
  const files =
    form === "tarball"
      ? tarballFiles(library)
      : publishDkms({ ...library, ...(maintainer === undefined ? {} : { maintainer }) });
  await writeOutputFolder(output, cwd, async (folder) => {
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  });
  for (const { name } of files) terminal.out(`${join(output, name)}\n`);
}

function tarballFiles(library: Library): readonly OutputFile[] {
  const { name, bytes, checksumName, checksum } = publishTarball(library);
  return [
    { name, bytes },
    { name: checksumName, bytes: Buffer.from(checksum) },
  ];
}

async function publishAsPatch(
  { args, cwd, terminal }: VerbContext,
  output: string,
  library: Library,
): Promise<void> {
  const given = readText(args, "kernel");
  const kernel = findKernelRoot(given === undefined ? cwd : requireKernel(given, cwd));
  if (kernel === undefined)
    throw new KindredError("E_KERNEL", `\`${cwd}\` is not in a kernel tree.`, "name one with --kernel TREE");
  const author = readAuthor(args);
  const maintainer = readText(args, "from");
  const tree = createTreeReader(kernel.path);
  const patch = publishInTree({ ...library, tree, ...(maintainer === undefined ? {} : { maintainer }) });
  const { patch: diff, numstat } = await diffTrees(
    patch.changes.map(({ file, before, after }) => ({ file, before: before ?? null, after })),
  );
  const mails = [{ subject: patch.subject, body: patch.body, diff }];
  await writeOutputFolder(output, cwd, async (folder) => writeMails(folder, { mails, author }));
  for (const { file, added, removed } of numstat) terminal.out(`${file}  +${added} -${removed}\n`);
  for (const note of patch.notes) terminal.note(note);
  terminal.note(`wrote ${join(output, "series")} for Linux ${kernel.version}`);
}
