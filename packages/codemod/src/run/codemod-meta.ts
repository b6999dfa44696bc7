import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import type { CodemodMeta } from "../run-request.ts";

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  confidence: ["high", "moderate", "low"],
  safety: ["safe", "review"],
};
const REQUIRED = ["id", "summary", "confidence", "safety", "kernelVersions"];
const OPTIONAL = ["subject", "description", "advice", "adviceFor", "semanticPatch"];
/** Fields that are a list of texts. */
const LISTS: ReadonlySet<string> = new Set(["adviceFor"]);
const SUBJECT_LENGTH = 60;

/** Reads and checks `meta.json` of a codemod's folder. @throws KindredError E_CODEMOD naming the file and the field. */
export function readCodemodMeta(folder: string): CodemodMeta {
  const path = join(folder, "meta.json");
  const fields = readJson(path);
  for (const name of REQUIRED) if (!(name in fields)) throw metaError(path, `lacks the field \`${name}\``);
  for (const [name, value] of Object.entries(fields)) {
    if (![...REQUIRED, ...OPTIONAL].includes(name)) throw metaError(path, `has an unknown field \`${name}\``);
    if (!LISTS.has(name)) checkText(path, name, value);
    else if (!Array.isArray(value) || value.length === 0 || !value.every(isText))
      throw metaError(path, `needs a list of texts in \`${name}\``);
  }
  const id = basename(resolve(folder));
  if (fields.id !== id)
    throw metaError(path, `has \`id\`: \`${String(fields.id)}\`, but its folder is \`${id}\``);
  return fields as unknown as CodemodMeta;
}

function checkText(path: string, name: string, value: unknown): void {
  if (!isText(value)) throw metaError(path, `needs a text in \`${name}\``);
  const allowed = LEVELS[name];
  if (allowed && !allowed.includes(value))
    throw metaError(path, `has \`${name}\`: \`${value}\`, which is none of ${allowed.join(", ")}`);
  if (name === "subject" && (value.length > SUBJECT_LENGTH || value.includes("\n")))
    throw metaError(path, `has a \`subject\` that is no line of at most ${SUBJECT_LENGTH} characters`);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The codemods in a folder (its subfolders with a `transform.ts`), by id. Empty when there is no such folder. */
export function listCodemods(folder: string): CodemodMeta[] {
  return subfolders(folder)
    .filter((name) => isFile(join(folder, name, "transform.ts")))
    .map((name) => readCodemodMeta(join(folder, name)));
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Names of the folders in a folder, sorted. */
export function subfolders(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readJson(path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw metaError(path, `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw metaError(path, "is no JSON object");
  return value as Record<string, unknown>;
}

function metaError(path: string, problem: string): KindredError {
  return new KindredError(
    "E_CODEMOD",
    `${path} ${problem}.`,
    `A meta.json has the fields ${REQUIRED.join(", ")}, and optionally ${OPTIONAL.join(", ")}.`,
  );
}
