/** A file's change as git records it. */
export interface RawChange {
  readonly file: string;
  /** Modes before and after; `000000` where there is no file. */
  readonly modes: readonly [string, string];
  /** The content afterwards, by its object name. */
  readonly object: string;
}

/** What `git diff --raw -z` and `git log --raw -z --format=%H` print, commit by commit. */
export function readRawChanges(output: string): RawChange[][] {
  const commits: RawChange[][] = [];
  const fields = output.split("\0");
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at]!.replace(/^\n/, "");
    if (/^[0-9a-f]{40,64}$/.test(field)) commits.push([]);
    if (!field.startsWith(":")) continue;
    const [before, after, , object] = field.slice(1).split(" ");
    if (commits.length === 0) commits.push([]);
    commits.at(-1)!.push({ file: fields[++at] ?? "", modes: [before!, after!], object: object! });
  }
  return commits;
}

/**
 * Why a driver patch has no business with a change that git accepted: symbolic links and submodules (whatever reads the
 * file afterwards would read what it points to), and files that the mail does not name plainly, so that nobody looked
 * at them.
 */
export function oddChange(changes: readonly RawChange[], named: ReadonlySet<string>): string | undefined {
  for (const { file, modes } of changes) {
    if (!modes.every((mode) => /^(?:000000|100644|100755)$/.test(mode)))
      return `\`${file}\` is a symbolic link or a submodule: leave it out of the series`;
    if (!named.has(file)) return `it changes \`${file}\`, which its headers do not name plainly`;
  }
  return undefined;
}
