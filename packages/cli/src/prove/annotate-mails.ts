import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeC, encodeC } from "@kindred/c-source";
import type { VerdictsDocument } from "@kindred/proof";
import { writeFileWhole } from "../output/write-file-whole.ts";
import { stateVerdict } from "../series/state-verdict.ts";

/** Writes into each mail of a series what was shown of its patch, in place of what it said before. */
export function annotateMails(series: string, { patches }: VerdictsDocument): void {
  for (const verdict of patches) {
    const path = join(series, `${verdict.patch}.patch`);
    const mail = decodeC(readFileSync(path));
    const bodyStart = mail.indexOf("\n\n") + 2;
    const bodyEnd = /^---$/m.exec(mail.slice(bodyStart))?.index;
    // Quoted-printable has other rules for lines; such mails are those of CRLF files, which no fold changes.
    if (
      bodyStart < 2 ||
      bodyEnd === undefined ||
      /^Content-Transfer-Encoding: quoted/m.test(mail.slice(0, bodyStart))
    )
      continue;
    const body = mail.slice(bodyStart, bodyStart + bodyEnd);
    const text = `${mail.slice(0, bodyStart)}${stateVerdict(body, verdict)}\n${mail.slice(bodyStart + bodyEnd)}`;
    writeFileWhole(path, encodeC(text));
  }
}
