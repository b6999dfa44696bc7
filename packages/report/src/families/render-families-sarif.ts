import type { CloneType, FamiliesDocument, Family, Member } from "@kindred/clones";
import { cleanJson, cleanLine } from "../format/clean-text.ts";
import { RULES, severityOf } from "../words/rules.ts";
import { describeMember } from "./describe-member.ts";

export interface SarifOptions {
  /** Kindred's version. */
  readonly version: string;
  /** Stands before every member's `file`, so that code hosts find it from the repository's root. */
  readonly pathPrefix?: string;
  /**
   * Ids of families that a baseline knows unchanged. When given, each result is marked `unchanged` and suppressed, or
   * `new`: kept either way, since code hosts re-open alerts that vanish.
   */
  readonly baseline?: ReadonlySet<string>;
}

const TYPES: readonly CloneType[] = ["type-1", "type-2", "type-3"];

/** SARIF 2.1.0: one result a family at its first member, the other members as related locations. */
export function renderFamiliesSarif(document: FamiliesDocument, options: SarifOptions): string {
  const run = {
    tool: { driver: toolDriver(options.version) },
    columnKind: "utf16CodeUnits",
    results: document.families
      .filter((family) => family.members.length > 0)
      .map((family) => toResult(family, options)),
  };
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${cleanJson(JSON.stringify(log, null, 2))}\n`;
}

function toolDriver(version: string) {
  return {
    name: "kindred",
    semanticVersion: version,
    rules: TYPES.map((type) => ({
      id: RULES[type].id,
      shortDescription: { text: RULES[type].summary },
      help: { text: RULES[type].help },
      defaultConfiguration: { level: "warning" },
    })),
  };
}

function toResult(family: Family, options: SarifOptions) {
  const [first, ...others] = family.members as [Member, ...Member[]];
  const prefix = options.pathPrefix ?? "";
  return {
    ruleId: RULES[family.type].id,
    ruleIndex: TYPES.indexOf(family.type),
    level: severityOf(family),
    message: { text: describeMember(family, first) },
    locations: [toLocation(first, prefix)],
    relatedLocations: others.map((member, index) => ({
      id: index + 1,
      ...toLocation(member, prefix),
      message: { text: cleanLine(`${member.function}() of the same family`) },
    })),
    partialFingerprints: { "kindredFamily/v1": family.id },
    properties: familyProperties(family),
    ...baselineMarks(family, options.baseline),
  };
}

function familyProperties(family: Family) {
  const { id, type, grain, similarity, lines, removableLines, strategy, scope, existingHelper } = family;
  return {
    family: id,
    type,
    grain,
    similarity,
    lines,
    removableLines,
    strategy,
    scope,
    ...(existingHelper ? { existingHelper } : {}),
  };
}

function baselineMarks(family: Family, baseline: ReadonlySet<string> | undefined) {
  if (baseline === undefined) return {};
  if (!baseline.has(family.id)) return { baselineState: "new" };
  return {
    baselineState: "unchanged",
    suppressions: [{ kind: "external", justification: "The baseline has this family." }],
  };
}

function toLocation(member: Member, prefix: string) {
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(prefix + member.file) },
      region: { startLine: member.startLine, endLine: member.endLine },
    },
    logicalLocations: [{ name: cleanLine(member.function), kind: "function" }],
  };
}

/** A relative path as a URI reference; lone surrogates, which no URI can hold, become U+FFFD. */
function toUri(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");
}
