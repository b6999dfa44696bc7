/**
 * A whole series by one `git am`, with what each patch did read back from the commits: three programs, where one
 * after the other takes two for each patch. Only for a series without any trouble: of any other this knows nothing.
 */
import type { CText } from "@kindred/c-source";
import { runGit } from "./git-command.ts";
import { oddChange, type RawChange, readRawChanges } from "./raw-changes.ts";

/** A mail, and the paths that its headers name. */
export interface SeriesMail {
  readonly path: string;
  readonly files: readonly string[];
}

export type FileTexts = ReadonlyMap<string, CText | null>;

/** No series of drivers is larger, and no string may be. */
const MOST_OUTPUT = 400 << 20;
const SECONDS_A_MAIL = 2;

/**
 * The named files of each mail after it.
 * @param texts all named files before the first.
 * @returns undefined when a mail does not apply, or did something odd.
 */
export async function applyAtOnce(
  folder: string,
  mails: readonly SeriesMail[],
  texts: FileTexts,
): Promise<FileTexts[] | undefined> {
  // Attributes may let a file differ from what git keeps of it.
  if ([...texts.keys()].some((file) => file.endsWith(".gitattributes"))) return undefined;
  const run = async (args: readonly string[], input = ""): Promise<string | undefined> => {
    const timeLimitSeconds = 60 + SECONDS_A_MAIL * mails.length;
    const result = await runGit(args, { cwd: folder, input, timeLimitSeconds, outputLimit: MOST_OUTPUT });
    return result.outcome === "exited" && result.code === 0 ? result.stdout : undefined;
  };
  const paths = mails.map(({ path }) => path);
  if ((await run(["am", "--quiet", "--keep-cr", "--whitespace=nowarn", ...paths])) === undefined)
    return undefined;
  const range = ["--reverse", "--raw", "-z", "--no-renames", "--no-abbrev", "--format=%H", "HEAD", "--"];
  const log = await run(["log", ...range]);
  const commits =
    log === undefined ? [] : readRawChanges(Buffer.from(log, "latin1").toString("utf8")).slice(1);
  const isOdd = mails.some(({ files }, at) => oddChange(commits[at] ?? [], new Set(files)) !== undefined);
  if (commits.length !== mails.length || isOdd) return undefined;
  const objects = [...new Set(commits.flat().map(({ object }) => object))].filter(
    (name) => !/^0+$/.test(name),
  );
  const answer = await run(["cat-file", "--batch"], `${objects.join("\n")}\n`);
  return answer === undefined ? undefined : replay(mails, commits, texts, readObjects(answer));
}

function replay(
  mails: readonly SeriesMail[],
  commits: readonly (readonly RawChange[])[],
  texts: FileTexts,
  contents: ReadonlyMap<string, CText>,
): FileTexts[] {
  const state = new Map(texts);
  return mails.map(({ files }, at) => {
    for (const { file, object } of commits[at]!) state.set(file, contents.get(object) ?? null);
    return new Map(files.map((file) => [file, state.get(file) ?? null]));
  });
}

/** `NAME blob SIZE`, a line break, the content, a line break; again and again. */
function readObjects(answer: string): Map<string, CText> {
  const contents = new Map<string, CText>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf("\n", at);
    const [name, , size] = answer.slice(at, end).split(" ");
    const start = end + 1;
    contents.set(name!, answer.slice(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}
