import { sep } from "node:path";
import type { FamiliesDocument } from "@kindred/clones";
import {
  renderFamiliesJsonParts,
  renderFamiliesMarkdown,
  renderFamiliesNdjson,
  renderFamiliesSarif,
  renderFamiliesTerse,
  renderFamiliesText,
  renderHtml,
} from "@kindred/report";
import type { Terminal } from "../terminal/terminal.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import type { FindFormat } from "../verb-specs/find-spec.ts";
import { KINDRED_VERSION } from "../version.ts";
import type { Baseline } from "./baseline.ts";
import { readMemberTexts } from "./member-texts.ts";
import type { FoundFamilies } from "./run-find.ts";

/** Families that a table on a terminal shows when `--top` does not say. */
const FAMILIES_IN_A_TABLE = 25;

export interface FindRendering {
  readonly found: FoundFamilies;
  /** What `--scope`, `--min-members` and `--top` left. */
  readonly document: FamiliesDocument;
  readonly isTopGiven: boolean;
  readonly baseline: Baseline | undefined;
  readonly terminal: Terminal;
  /** As typed. */
  readonly command: string;
}

/** The text of a format, or its parts. */
export function renderFind(format: FindFormat, rendering: FindRendering): string | Iterable<string> {
  const { document, found, terminal } = rendering;
  const top = rendering.isTopGiven ? {} : { top: FAMILIES_IN_A_TABLE };
  const pathPrefix = prefixFromKernelRoot(found.root);
  switch (format) {
    case "text":
      return renderFamiliesText(document, {
        colour: terminal.colour,
        width: terminal.columns,
        skipped: found.skipped,
        ...top,
      });
    case "json":
      return renderFamiliesJsonParts(document);
    case "ndjson":
      return renderFamiliesNdjson(document);
    case "sarif":
      return renderFamiliesSarif(document, {
        version: KINDRED_VERSION,
        pathPrefix,
        ...knownFamilies(rendering),
      });
    case "html":
      return renderFindHtml(rendering);
    case "markdown":
      return renderFamiliesMarkdown(document, { skipped: found.skipped, ...top });
    case "terse":
      return renderFamiliesTerse(document, { pathPrefix });
  }
}

function renderFindHtml({ document, found, command }: FindRendering): string {
  const kernel = findKernelRoot(found.root);
  return renderHtml({
    families: document,
    memberTexts: readMemberTexts(found.root, document.families),
    skipped: found.skipped,
    title: `Similar driver code in ${nameOfRoot(found.root)}`,
    command,
    generatedNote: `kindred ${KINDRED_VERSION}${kernel ? `, Linux ${kernel.version}` : ""}`,
  });
}

function nameOfRoot(root: string): string {
  return prefixFromKernelRoot(root).replace(/\/$/, "") || (root.split(sep).at(-1) ?? root);
}

function knownFamilies({ baseline, document }: FindRendering): { baseline?: ReadonlySet<string> } {
  if (baseline === undefined) return {};
  const known = document.families.filter((family) => family.members.length <= (baseline.get(family.id) ?? 0));
  return { baseline: new Set(known.map((family) => family.id)) };
}
