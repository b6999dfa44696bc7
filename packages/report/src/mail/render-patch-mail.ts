import type { CText } from "@kindred/c-source";
import { diffStat, type FileStat, mergeStats, renderDiffStat } from "./diff-stat.ts";
import { encodeAddress, encodeHeader } from "./encode-header.ts";
import { guardBody } from "./guard-body.ts";
import { quotedPrintable } from "./quoted-printable.ts";

/** What every mail of a series shares. */
export interface MailFrame {
  /** Number of patches in the series. */
  readonly total: number;
  /** `Name <mail@host>`. */
  readonly from: string;
  /** RFC 2822 date, `Thu, 01 Jan 1970 00:00:00 +0000`. Given, never read from the clock: same input, same bytes. */
  readonly date: string;
  /** Kindred's version, for the signature. */
  readonly version: string;
}

export interface PatchMail extends MailFrame {
  /** From 1. */
  readonly index: number;
  /** Without `[PATCH n/m]`. */
  readonly subject: string;
  readonly body: string;
  /** git diff (`diff --git a/… b/…`), byte for byte. */
  readonly diff: CText;
  /** Default: counted from the diff. */
  readonly stat?: readonly FileStat[];
}

export interface CoverLetter extends MailFrame {
  readonly subject: string;
  readonly body: string;
  /** Subject and counts of each patch, in order. */
  readonly patches: readonly { readonly subject: string; readonly stat: readonly FileStat[] }[];
}

/**
 * One mail for `git am`. Subject and body are display text and go out as UTF-8; the diff goes out byte for byte.
 * The result is C text (one character one byte): write it with `encodeC`.
 */
export function renderPatchMail(mail: PatchMail): CText {
  const stat = renderDiffStat(mail.stat ?? diffStat(mail.diff));
  const diff = mail.diff.endsWith("\n") || mail.diff === "" ? mail.diff : `${mail.diff}\n`;
  const body = guardBody(mail.body);
  const message = body === "" ? "" : `${toBytes(body)}\n`;
  return assemble(mail, mail.index, mail.subject, `${message}---\n${stat}\n${diff}`);
}

/**
 * A mail without a diff stops `git am` ("Patch is empty"), unless it is by this author: mail programs once kept notes of
 * their own in mailboxes, and git passes over them (parse_mail in its builtin/am.c). With it, `git am series/*.patch`
 * takes a whole series, cover letter and all; the address says what the line is for. Who wrote the series stands in the
 * cover letter's list of patches and in each patch.
 */
const PASSED_OVER = "Mail System Internal Data <git-am-passes-over-this-mail@localhost>";

/** Mail 0 of a series: what it is about, its patches, its counts. `git am` passes over it. */
export function renderCoverLetter(letter: CoverLetter): CText {
  const body = guardBody(letter.body);
  const stat = renderDiffStat(mergeStats(letter.patches.map((patch) => patch.stat)));
  const author = letter.from.replace(/\s*<[^<>]*>$/, "");
  const subjects = letter.patches.map((patch) => `  ${patch.subject}`);
  const shortlog = [`${author} (${letter.patches.length}):`, ...subjects].map((line) =>
    line.replace(/\p{Cc}/gu, " "),
  );
  return assemble(
    { ...letter, from: PASSED_OVER },
    0,
    letter.subject,
    `${toBytes([body, "", ...shortlog, ""].join("\n"))}\n${stat}`,
  );
}

function assemble(frame: MailFrame, index: number, subject: string, content: CText): CText {
  const number = String(index).padStart(String(frame.total).length, "0");
  const signature = `-- \nkindred ${frame.version}\n\n`;
  const headers = [
    `From ${"0".repeat(40)} Mon Sep 17 00:00:00 2001`,
    encodeAddress("From", frame.from),
    encodeHeader("Date", frame.date),
    encodeHeader("Subject", `[PATCH ${number}/${frame.total}] ${subject}`),
  ];
  // mailsplit drops the carriage return of CRLF line ends unless the mail is encoded.
  if (/\r(?:\n|$)/.test(content)) {
    return `${[...headers, ...mimeHeaders("quoted-printable")].join("\n")}\n\n${quotedPrintable(content + signature)}`;
  }
  const mime = isAscii(content) ? [] : mimeHeaders("8bit");
  return `${[...headers, ...mime].join("\n")}\n\n${content}${signature}`;
}

function mimeHeaders(encoding: "8bit" | "quoted-printable"): string[] {
  return [
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    `Content-Transfer-Encoding: ${encoding}`,
  ];
}

/** Display text as the latin1 image of its UTF-8 bytes. */
function toBytes(text: string): CText {
  return Buffer.from(text, "utf8").toString("latin1");
}

function isAscii(bytes: CText): boolean {
  return !/[\u0080-\u00ff]/.test(bytes);
}
