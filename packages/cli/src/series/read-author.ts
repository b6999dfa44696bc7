import { KindredError } from "@kindred/c-source";
import type { ParsedArguments } from "../arguments/option-table.ts";
import { hasFlag, readText } from "../arguments/read-options.ts";

const DEFAULT_AUTHOR = "Kindred <kindred@localhost.invalid>";

/** Who sends a series, and the lines that close each of its mails. */
export interface Author {
  readonly from: string;
  /** `Signed-off-by: …` with `--signoff`; a certificate of origin that no tool may give by itself. */
  readonly trailers: readonly string[];
}

/** `--from "Name <mail@host>"`. The default is no person, since the same input must give the same bytes on every machine. */
export function readAuthor(args: ParsedArguments): Author {
  const given = readText(args, "from");
  const from = given ?? DEFAULT_AUTHOR;
  if (!/^[^<>\r\n]+ <[^<>\s@]+@[^<>\s@]+>$/.test(from)) {
    throw new KindredError(
      "E_USAGE",
      `\`--from ${from}\` is not a mail author.`,
      'write it like --from "Jane Doe <jane@example.org>"',
    );
  }
  if (!hasFlag(args, "signoff")) return { from, trailers: [] };
  if (given === undefined)
    throw new KindredError(
      "E_USAGE",
      "`--signoff` needs a name.",
      'add --from "Jane Doe <jane@example.org>"',
    );
  return { from, trailers: [`Signed-off-by: ${from}`] };
}
