import { expect, test } from "vitest";
import { createConfigReader } from "../src/kbuild/config-implications.ts";
import { readKconfig } from "../src/kbuild/read-kconfig.ts";
import { memoryTree } from "./support/memory-tree.ts";

test("entries have their own conditions and those around them; help texts say nothing", () => {
  const { entries, sources } = readKconfig(`menu "Birds"
	depends on FEATHERS

config GULL
	tristate "Gull" if EXPERT # here
	depends on SEA && \\
		   FISH
	select NEST
	select EGG if SPRING
	help
	  A bird.

	  config OWL
	    depends on NIGHT
	  if it is dark

if NIGHT
config OWL
	bool
	---help---
	  Another.
source "birds/more/Kconfig"
endif

endmenu

config COW
	def_tristate y
choice
config ONE
	bool
endchoice
`);
  expect(entries.map(({ symbol, type, depends, selects }) => [symbol, type, depends, selects])).toEqual([
    ["GULL", "tristate", ["FEATHERS", "SEA &&  \t\t   FISH"], ["NEST"]],
    ["OWL", "bool", ["FEATHERS", "NIGHT"], []],
    ["COW", "tristate", [], []],
    ["ONE", "bool", ["?"], []],
  ]);
  expect([...sources]).toEqual([["birds/more/Kconfig", ["FEATHERS", "NIGHT"]]]);
});

const implies = (kconfig: string, user: string, symbol: string): boolean =>
  createConfigReader(memoryTree({ "drivers/birds/Kconfig": kconfig })).implies(user, symbol, "drivers/birds");

test.each([
  ["a dependency", "config A\n\ttristate\n\tdepends on B && (C || D)\n", true],
  ["one of two", "config A\n\ttristate\n\tdepends on B || C\n", false],
  ["one that is not", "config A\n\ttristate\n\tdepends on !B\n", false],
  ["through another", "config A\n\ttristate\n\tdepends on C\nconfig C\n\ttristate\n\tdepends on B\n", true],
  [
    "what is selected need not have its dependencies",
    "config A\n\ttristate\n\tselect C\nconfig C\n\ttristate\n\tdepends on B\n",
    false,
  ],
  ["what is selected selects", "config A\n\ttristate\n\tselect C\nconfig C\n\ttristate\n\tselect B\n", true],
  ["two entries", "config A\n\ttristate\n\tdepends on B\nconfig A\n\ttristate\n", false],
  ["built in beside a module", "config A\n\tbool\n\tdepends on B\nconfig B\n\ttristate\n", false],
  ["built in both", "config A\n\tbool\n\tdepends on B\nconfig B\n\tbool\n", true],
])("%s", (_, kconfig, is) => {
  expect(implies(kconfig, "A", "B")).toBe(is);
});
