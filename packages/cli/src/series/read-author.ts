import { KindredError } from "@kindred/c-source";
import type { ParsedArguments } from "../arguments/option-table.ts";
import { readText } from "../arguments/read-options.ts";

const DEFAULT_AUTHOR = "Kindred <kindred@localhost.invalid>";

/** `--from "Name <mail@host>"`. The default is no person, since the same input must give the same bytes on every machine. */
export function readAuthor(args: ParsedArguments): string {
  const author = readText(args, "from") ?? DEFAULT_AUTHOR;
  if (/^[^<>\r\n]+ <[^<>\s@]+@[^<>\s@]+>$/.test(author)) return author;
  throw new KindredError(
    "E_USAGE",
    `\`--from ${author}\` is not a mail author.`,
    'write it like --from "Jane Doe <jane@example.org>"',
  );
}
