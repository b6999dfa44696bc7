import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CText, encodeC } from "@kindred/c-source";
import { diffStat, renderCoverLetter, renderPatchMail } from "@kindred/report";
import { KINDRED_VERSION } from "../version.ts";
import { patchName } from "./patch-name.ts";
import type { Author } from "./read-author.ts";

export interface Mail {
  /** Without `[PATCH n/m]`. */
  readonly subject: string;
  readonly body: string;
  readonly diff: CText;
}

export interface MailSeries {
  readonly mails: readonly Mail[];
  /** Mail 0; a series of one patch needs none. */
  readonly cover?: { readonly subject: string; readonly body: string };
  readonly author: Author;
}

/** Mails carry this date whenever they are made: the same input gives the same bytes. */
const DATE = "Thu, 01 Jan 1970 00:00:00 +0000";

/** Writes `series/` into a folder: numbered mails for `git am`. */
export function writeMails(folder: string, { mails, cover, author }: MailSeries): void {
  const series = join(folder, "series");
  mkdirSync(series);
  const frame = { total: mails.length, from: author.from, date: DATE, version: KINDRED_VERSION };
  for (const [index, { subject, body, diff }] of mails.entries()) {
    const mail = renderPatchMail({ ...frame, index: index + 1, subject, body: close(body, author), diff });
    writeFileSync(join(series, `${patchName(index + 1, subject, mails.length)}.patch`), encodeC(mail));
  }
  if (cover === undefined || mails.length === 0) return;
  const patches = mails.map(({ subject, diff }) => ({ subject, stat: diffStat(diff) }));
  writeFileSync(
    join(series, "0000-cover-letter.patch"),
    encodeC(renderCoverLetter({ ...frame, ...cover, patches })),
  );
}

/** Trailers stand in the last paragraph, together with those that the body ends in. */
function close(body: string, { trailers }: Author): string {
  if (trailers.length === 0) return body;
  const endsInTrailer = /\n[A-Z][\w-]+: [^\n]*$/.test(body.trimEnd());
  return `${body.trimEnd()}${endsInTrailer ? "\n" : "\n\n"}${trailers.join("\n")}`;
}
