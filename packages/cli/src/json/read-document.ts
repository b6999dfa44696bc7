import { readFileSync } from "node:fs";
import { KindredError } from "@kindred/c-source";
import { shippedSchema } from "../shipped-files.ts";
import { readJson } from "./read-json.ts";
import { findSchemaFault, type Schema } from "./schema-fault.ts";

export type DocumentName = "families" | "ledger" | "skipped" | "verdicts";

/**
 * Reads a document that Kindred published and holds it against its schema: it may come from anywhere.
 * @throws KindredError E_PATH when there is none, E_DATA when it is damaged; both with the given hint
 */
export function readDocument(path: string, name: DocumentName, hint: string): unknown {
  const read = readJson(path);
  if (!("value" in read)) {
    if (read.missing) throw new KindredError("E_PATH", `\`${path}\` does not exist.`, hint);
    throw damaged(path, read.cause, hint);
  }
  const fault = findSchemaFault(read.value, readSchema(name));
  if (fault) throw damaged(path, `at ${fault.path}, ${fault.cause}`, hint);
  return read.value;
}

/** E_DATA for a file that is read back. */
export function damaged(path: string, cause: string, hint: string): KindredError {
  return new KindredError("E_DATA", `\`${path}\` cannot be used: ${cause}.`, hint);
}

function readSchema(name: DocumentName): Schema {
  return JSON.parse(readFileSync(shippedSchema(name), "utf8")) as Schema;
}
