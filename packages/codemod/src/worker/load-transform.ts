import { createJiti } from "jiti";
import type { CodemodDefinition } from "../define-codemod.ts";
import * as defineCodemod from "../define-codemod.ts";
import { areBuildFiles, isNewFiles, isPrefilter } from "./messages.ts";

/** Loads a `transform.ts`: TypeScript at run time, `@kindred/codemod` being this very module. @throws Error saying what is wrong. */
export async function loadTransform(path: string): Promise<CodemodDefinition> {
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    tryNative: false,
    virtualModules: { "@kindred/codemod": defineCodemod },
  });
  const definition: unknown = await jiti.import(path, { default: true });
  if (!isDefinition(definition)) {
    throw new Error(
      "its default export is no codemod: write `export default defineCodemod({ transform(file, api) { … } })`",
    );
  }
  return definition;
}

function isDefinition(value: unknown): value is CodemodDefinition {
  if (typeof value !== "object" || value === null) return false;
  const { transform, prefilter, creates, buildFiles } = value as Partial<
    Record<keyof CodemodDefinition, unknown>
  >;
  if (creates !== undefined && !isNewFiles(creates))
    throw new Error(
      "`creates` names sources or headers by their path from the kernel's root, with their text",
    );
  if (buildFiles !== undefined && !areBuildFiles(buildFiles))
    throw new Error("`buildFiles` names Makefiles and Kconfig files by their path from the kernel's root");
  return typeof transform === "function" && (prefilter === undefined || isPrefilter(prefilter));
}
