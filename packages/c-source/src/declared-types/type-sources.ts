import type { Declarations } from "./declarations.ts";
import type { DeclaredType } from "./declared-type.ts";

/** What the names in an expression mean. */
export interface TypeSources {
  readonly declarations: Declarations;
  /** A parameter, local or file-level variable that is in sight where the expression stands. */
  variable(name: string): DeclaredType | undefined;
  /** Whether a local of the function hides what the file declares under a name. */
  isLocal(name: string): boolean;
}
