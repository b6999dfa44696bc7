import { declarationsOf } from "@kindred/c-source";
import type { LoadContext } from "../members/fold-member.ts";
import { kernelHeaders } from "../members/kernel-headers.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile } from "../members/source-file.ts";
import type { ConstantScope } from "./constant-type.ts";

/** What constants of a file mean, as far as its driver and the kernel's headers tell. */
export function readScope(file: SourceFile, context: LoadContext): ConstantScope {
  const scope = known.get(file) ?? lookAround(file, context);
  known.set(file, scope);
  return scope;
}

/** One scope a file: what is asked of it is kept with it. */
const known = new WeakMap<SourceFile, ConstantScope>();

function lookAround(file: SourceFile, { sources, tree, parser }: LoadContext): ConstantScope {
  const macros = ownMacros(file, sources);
  const headers = kernelHeaders(macros, sources);
  return { macros, declarations: declarationsOf(file, tree), headers, parser };
}
