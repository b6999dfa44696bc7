import type { VerbSpec } from "./verb.ts";
import { applySpec } from "./verb-specs/apply-spec.ts";
import { corpusSpec } from "./verb-specs/corpus-spec.ts";
import { demoSpec } from "./verb-specs/demo-spec.ts";
import { doctorSpec } from "./verb-specs/doctor-spec.ts";
import { explainSpec } from "./verb-specs/explain-spec.ts";
import { findSpec } from "./verb-specs/find-spec.ts";
import { foldSpec } from "./verb-specs/fold-spec.ts";
import { proveSpec } from "./verb-specs/prove-spec.ts";
import { publishSpec } from "./verb-specs/publish-spec.ts";

/** Every verb, in the order of the help. */
export const VERBS: readonly VerbSpec[] = [
  findSpec,
  explainSpec,
  foldSpec,
  proveSpec,
  applySpec,
  publishSpec,
  corpusSpec,
  doctorSpec,
  demoSpec,
];
