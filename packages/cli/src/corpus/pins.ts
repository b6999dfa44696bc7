import { existsSync, readdirSync, readFileSync } from "node:fs";
import { KindredError } from "@kindred/c-source";
import { findNearestName } from "../arguments/nearest-name.ts";
import { shippedPath } from "../shipped-files.ts";

/** A tarball that figures in the documents hold for. */
export interface PinnedVersion {
  readonly version: string;
  readonly sha256: string;
}

/** `corpus/<name>.json`: a kernel that results can be repeated on. */
export interface CorpusPin {
  readonly name: string;
  /** Debian package that carries the tarball. */
  readonly package: string;
  /** Where the package puts the tarball. */
  readonly tarball: string;
  /** Known to be good, newest first. */
  readonly versions: readonly PinnedVersion[];
}

export function listPins(): readonly CorpusPin[] {
  const folder = shippedPath("corpus");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return files.map((file) => JSON.parse(readFileSync(shippedPath("corpus", file), "utf8")) as CorpusPin);
}

/** @throws KindredError E_USAGE for an unknown name */
export function getPin(name: string): CorpusPin {
  const pins = listPins();
  const pin = pins.find((candidate) => candidate.name === name);
  if (pin) return pin;
  const names = pins.map((candidate) => candidate.name);
  const nearest = findNearestName(name, names);
  throw new KindredError(
    "E_USAGE",
    `There is no corpus \`${name}\`.`,
    nearest ? `did you mean \`${nearest}\`?` : `It is one of ${names.join(", ")}`,
  );
}
