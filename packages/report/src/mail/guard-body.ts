/*
 * Lines of a commit message that git would take for something else, and what is done about each:
 *   `From …`            a new mail in an mbox            -> `>From …`, the mbox convention
 *   `---`, `diff -…`, `Index: …`  the start of the patch -> indented by one blank
 *   `From:`, `Subject:`, `Date:`, `[PATCH]` as the first line: a header inside the body -> indented by one blank
 * (git's mailsplit.c, and patchbreak and check_inbody_header in its mailinfo.c)
 */
const PATCH_START = /^(?:diff -|Index: |---(?:\s*$| \S))/;
const HEADER_IN_BODY = /^(?:(?:From|Subject|Date):|\[PATCH\])/i;

/** A commit message as it can stand in a mail: control characters gone, nothing in it cuts or splits the mail. */
export function guardBody(body: string): string {
  const lines = body
    .replace(/\r\n/g, "\n")
    .replace(/(?![\t\n])\p{Cc}/gu, "")
    .trim()
    .split("\n")
    .map((line) => line.trimEnd());
  return lines.map((line, index) => guardLine(line, index === 0)).join("\n");
}

function guardLine(line: string, isFirst: boolean): string {
  if (/^>*From /.test(line)) return `>${line}`;
  if (PATCH_START.test(line) || (isFirst && HEADER_IN_BODY.test(line))) return ` ${line}`;
  return line;
}
