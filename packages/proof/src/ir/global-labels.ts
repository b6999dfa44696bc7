/**
 * Names of a module's globals that do not depend on numbering, as `symbol-index.ts` does for objects:
 * clang calls a static local `function._key.12`, so what has a dot in its name, and `__UNIQUE_ID_…`, is
 * called `_key@k`, k counted by first use. The map is injective. Private constants have no name of their
 * own at all: they are their content.
 */
import { dropCounters } from "../compare/drop-counters.ts";
import { tokenizeIr } from "./ir-tokens.ts";

export interface GlobalDefinition {
  readonly name: string;
  readonly tokens: readonly string[];
  readonly linkage: "private" | "internal" | "other";
  /** Its address says nothing and nothing can change it. */
  readonly isAnonymous: boolean;
}

export interface GlobalLabels {
  label(name: string): string;
  /** Those labelled by number so far, in that order. */
  readonly labelled: readonly string[];
}

/** Splits the definition of a global. */
export function readGlobal(name: string, body: string): GlobalDefinition {
  const tokens = tokenizeIr(body);
  const kind = tokens.findIndex((token) => token === "global" || token === "constant" || token === "alias");
  const attributes = tokens.slice(0, Math.max(kind, 0));
  const isPrivate = attributes.includes("private");
  const linkage = isPrivate ? "private" : attributes.includes("internal") ? "internal" : "other";
  const isAnonymous = isPrivate && tokens[kind] === "constant" && !body.includes(', section "');
  return { name, tokens, linkage, isAnonymous };
}

/** What code must know of data that is only declared here: that it belongs to a thread, or may be missing. */
export function describeDeclared(definition: GlobalDefinition | undefined): string {
  if (definition?.tokens.includes("external") !== true) return "";
  return definition.tokens.includes("thread_local") ? " thread_local" : "";
}

/** Labels for the globals of a module; those that `isRenamed` says have no name of their own to go by. */
export function createGlobalLabels(
  isStable: (name: string) => boolean,
  isRenamed: (name: string) => boolean,
): GlobalLabels {
  const labels = new Map<string, string>();
  const next = new Map<string, number>();
  const labelled: string[] = [];
  const label = (name: string): string => {
    if (isStable(name)) return name;
    const known = labels.get(name);
    if (known !== undefined) return known;
    const base = isRenamed(name) ? "renamed function" : baseName(name);
    const number = next.get(base) ?? 0;
    next.set(base, number + 1);
    labels.set(name, `${base}@${number}`);
    labelled.push(name);
    return `${base}@${number}`;
  };
  return { label, labelled };
}

/** Whether clang or `__COUNTER__` chose a part of the name. */
export function isNumbered(name: string): boolean {
  return name.includes(".") || dropCounters(name) !== name;
}

function baseName(name: string): string {
  const plain = name.slice(1).replace(/(?:\.\d+)+$/, "");
  return dropCounters(plain.slice(plain.lastIndexOf(".") + 1));
}
