/** What a run needs of a module: its functions split into instructions, and names that both sides of a pair share. */
import { dropCounters } from "../../compare/drop-counters.ts";
import { type Instruction, readInstruction } from "../../ir/instruction.ts";
import { tokenizeIr } from "../../ir/ir-tokens.ts";
import { createTypeReader, type TypeReader } from "../../ir/ir-types.ts";
import type { IrFunction, IrModule } from "../../ir/read-ir.ts";

export interface RunBlock {
  readonly label: string;
  readonly instructions: readonly Instruction[];
}

export interface RunModule {
  readonly source: IrModule;
  readonly types: TypeReader;
  readonly functions: ReadonlyMap<string, IrFunction>;
  blocksOf(source: IrFunction): readonly RunBlock[];
  /** The name of a global without what numbering gave it; a private constant is its content. */
  label(name: string): string;
}

/** Prepares a module for runs. `labelOf`: another label for a global than the one that it has of itself. */
export function openModule(source: IrModule, labelOf: (name: string) => string | undefined): RunModule {
  const functions = new Map(source.functions.map((each) => [each.name, each]));
  const blocks = new Map<IrFunction, readonly RunBlock[]>();
  const labels = new Map<string, string>();
  const contentOf = (name: string): string => {
    const body = source.globals.get(name) ?? "";
    // A string's own text, or the rest of the definition: other private constants are named in it.
    return body
      .replace(/^.*?\bconstant /, "")
      .replace(/@[-\w.$]+/g, (other) => (other === name ? other : label(other)))
      .slice(0, 4000);
  };
  const label = (name: string): string => {
    const known = labels.get(name);
    if (known !== undefined) return known;
    labels.set(name, name); // a constant that names itself
    const isPrivate = /\bprivate\b.*\bconstant\b/.test(source.globals.get(name)?.slice(0, 200) ?? "");
    const plain = dropCounters(name).replace(/(?:\.\d+)+$/, "");
    const found = labelOf(name) ?? (isPrivate ? contentOf(name) : plain.replace(/^@.*\.(?=\w)/, "@"));
    labels.set(name, found);
    return found;
  };
  return {
    source,
    types: createTypeReader(source),
    functions,
    label,
    blocksOf(each) {
      const done = blocks.get(each);
      if (done !== undefined) return done;
      const read = each.blocks.map((block, at) => ({
        label: block.label,
        instructions: block.instructions.map((line) => readInstruction(line, at === 0)),
      }));
      blocks.set(each, read);
      return read;
    },
  };
}

/** Tokens of a global's definition. */
export function definitionOf(module: RunModule, name: string): readonly string[] {
  return tokenizeIr(module.source.globals.get(name) ?? "");
}
