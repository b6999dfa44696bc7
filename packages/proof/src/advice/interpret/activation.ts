import type { IrType } from "../../ir/ir-types.ts";
import type { Frame } from "./operand.ts";
import type { Value } from "./values.ts";

/** A frame that can call on. */
export interface Activation extends Frame {
  /** Enters a function of the module, or tells the outside of the call and takes the oracle's result. */
  call(callee: string | bigint, values: readonly Value[], type: IrType): Value;
  /** A result that the outside gives: of a register read, of assembly. */
  ask(what: string, values: readonly Value[], type: IrType, clobbers: boolean): Value;
  /** The same with no notice of it taken. */
  askQuietly(what: string, values: readonly Value[], type: IrType): Value;
  /** Whether the last instruction may not have come back: what is unreachable behind it is no fault. */
  mayHaveLeft: boolean;
}

/** Does what an instruction does. */
export type Step = (activation: Activation) => void;

/** Where a block ends: in another one, or in the result of the function. */
export type Ending =
  | { readonly next: string; readonly result?: never }
  | { readonly next?: never; readonly result: Value };

export type Terminator = (activation: Activation) => Ending;
