import { hash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FindRequest } from "../find-request.ts";
import { readSectionFile, type SectionSource, type Sections, writeSectionFile } from "./section-file.ts";

/** To be raised whenever a kept file holds other things, or rows mean something else. */
export const FORMAT = 5;

/** A file of the cache folder. Trouble with it is told and never stops a run. */
export interface KeptFile {
  readonly folder: string;
  readonly path: string;
  /** What an earlier run has left, or undefined where that is nothing of use. */
  load<T>(decode: (sections: Sections) => T | undefined): T | undefined;
  save(encode: () => Iterable<SectionSource>, afterwards?: () => void): void;
}

/** The file of a subject, or undefined when the request asks for no cache. */
export function openKeptFile(
  { options, version, onWarning }: FindRequest,
  kind: "find" | "helpers",
  subject: string,
): KeptFile | undefined {
  const folder = options.cacheDirectory;
  if (folder === undefined) return undefined;
  const identity = JSON.stringify([FORMAT, version ?? "", subject]);
  const path = join(folder, `${kind}-${hash("blake2b512", subject).slice(0, 24)}.cache`);
  const warn = (what: string, error: unknown) => onWarning?.(`${what}: ${(error as Error).message}.`);
  return {
    folder,
    path,
    load(decode) {
      try {
        const sections = readSectionFile(path, identity);
        return sections && decode(sections);
      } catch (error) {
        warn(`The cache \`${path}\` is not used`, error);
        return undefined;
      }
    },
    save(encode, afterwards) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeSectionFile(path, identity, encode());
        afterwards?.();
      } catch (error) {
        warn(`The cache in \`${folder}\` cannot be written`, error);
      }
    },
  };
}
