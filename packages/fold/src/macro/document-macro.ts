import type { CText } from "@kindred/c-source";
import { LINE_WIDTH } from "../print/columns.ts";
import { kernelDoc } from "../print/kernel-doc.ts";
import { listShown } from "../print/list-shown.ts";
import type { MacroPlan } from "./plan-macro.ts";

/** The kernel-doc comment of a macro: which functions it defines, so that a search finds them, and what each argument is. */
export function documentMacro(name: string, functions: readonly string[], { parameters }: MacroPlan): CText {
  return kernelDoc(
    name,
    `defines ${spellOut(functions)}`,
    parameters.map((parameter) => ({ name: parameter.name, text: listShown(parameter.values) })),
  );
}

/** The same in one line. */
export function documentMacroBriefly(functions: readonly string[]): CText {
  const said = `Defines ${spellOut(functions)}`;
  const short = `Defines functions like ${functions[0]}()`;
  return `/* ${said.length <= LINE_WIDTH - 6 ? said : short} */\n`;
}

function spellOut(functions: readonly string[]): string {
  const names = [...new Set(functions)].map((name) => `${name}()`);
  if (names.length === 1) return names[0];
  const shown = names.length <= 3 ? names : [names[0], names[1], `${names.length - 2} more like them`];
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
