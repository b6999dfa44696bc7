import type { CText } from "@kindred/c-source";
import type { TransformOutput } from "../run/transform-text.ts";

/** What the parent sends. The first message is always `load`. */
export type ParentMessage =
  | { readonly type: "load"; readonly transform: string }
  | {
      readonly type: "file";
      readonly id: number;
      readonly name: string;
      readonly text: CText;
      readonly whyLine?: number;
    };

/** What a worker answers: to `load` once, to each `file` once. The parent checks it like any input. */
export type WorkerMessage =
  | { readonly type: "started" }
  | { readonly type: "loaded"; readonly prefilter: readonly (readonly string[])[] }
  | { readonly type: "load-failed"; readonly message: string }
  | { readonly type: "done"; readonly id: number; readonly output: TransformOutput };

/** True for a list of lists of non-empty words. */
export function isPrefilter(value: unknown): value is string[][] {
  return (
    Array.isArray(value) &&
    value.every(
      (words) => Array.isArray(words) && words.every((word) => typeof word === "string" && word !== ""),
    )
  );
}
