import { join } from "node:path";
import type { Strategy } from "@kindred/clones";
import type { FoldPlan } from "@kindred/fold";
import { expect, it } from "vitest";
import { type ProofRequest, proveFolds } from "../src/fold/prove-folds.ts";
import { stackPlans } from "../src/fold/stack-plans.ts";
import { createTreeReader } from "../src/tree/tree-reader.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const MAKEFILE = `# kindred: plain-make
VERSION = 0
PATCHLEVEL = 1
OBJECTS := a.o b.o
all: $(OBJECTS)
%.o: %.c
\tgcc -O2 -ffreestanding -c -o $@ $<
`;

const SOURCE = `/* one */
/* two */
static int add(int a, int b)
{
	return a + b;
}

/* three */
/* four */
int use(int a)
{
	return add(a, a);
}
`;

/** A plan that takes some text of `a.c` away. */
function without(text: string, strategy: Strategy, file = "a.c"): FoldPlan {
  const start = SOURCE.indexOf(text);
  return {
    family: { id: `K-${text.length}` } as FoldPlan["family"],
    strategy,
    helper: "add",
    helperFile: file,
    helperText: "",
    files: [{ file, edits: [{ start, end: start + text.length, text: "" }] }],
    claims: [],
    removedFunctions: [],
    subject: "leds: a: Factor out add()",
    body: "Two functions are the same.",
    codemod: "",
    codemodMeta: "{}",
  };
}

const SOUND = without("/* three */\n/* four */\n", "shared-function");
const BREAKS_USE = without("static int add(int a, int b)\n{\n	return a + b;\n}\n\n", "callback");
const OTHER = without("/* one */\n/* two */\n", "generator-macro");

async function prove(plans: readonly FoldPlan[], replan: ProofRequest["replan"]) {
  const kernel = temporaryFolder({ Makefile: MAKEFILE, "a.c": SOURCE, "b.c": SOURCE });
  const tree = createTreeReader(kernel);
  const stack: ProofRequest["stack"] = (each) => stackPlans({ tree, plans: each, skipped: [] }, () => {});
  return proveFolds({
    stacked: await stack(plans),
    stack,
    replan,
    proof: {
      kernel,
      cc: "gcc",
      configure: false,
      cacheDirectory: join(temporaryFolder(), "cache"),
      workers: 2,
      timeLimitSeconds: 60,
    },
  });
}

it("puts another fold in the place of one that fails, and spares a sound one behind it in the file", async () => {
  const asked: unknown[] = [];
  const { stacked, verdicts } = await prove([BREAKS_USE, SOUND], async (...words) => {
    asked.push(words);
    return [OTHER];
  });
  expect(asked).toEqual([[BREAKS_USE, ["callback"], [SOUND]]]);
  expect(stacked.taken).toEqual([SOUND, OTHER]);
  expect(stacked.skipped).toEqual([]);
  expect(verdicts?.totals).toMatchObject({ identical: 2, fails: 0 });
});

it("leaves out a fold that fails in every way, with the reason, and asks for fewer ways each time", async () => {
  const again = { ...BREAKS_USE, strategy: "table-driven" as const };
  const asked: (readonly Strategy[])[] = [];
  const { stacked, verdicts } = await prove(
    [BREAKS_USE, without("/* one */\n", "callback", "b.c")],
    async (_, barred) => {
      asked.push(barred);
      return barred.includes("table-driven") ? [] : [again];
    },
  );
  expect(asked).toEqual([["callback"], ["callback", "table-driven"]]);
  expect(stacked.patches).toHaveLength(1);
  expect(verdicts?.patches.map(({ level }) => level)).toEqual(["identical"]);
  expect(stacked.skipped).toMatchObject([{ subject: BREAKS_USE.family.id, reason: "proof-failed" }]);
  expect(stacked.skipped[0]?.detail).toMatch(/table-driven into add did not hold.* a\.c: .*add/);
});

it("has no verdicts when nothing is left to prove", async () => {
  const { stacked, verdicts } = await prove([BREAKS_USE], async () => []);
  expect(stacked.patches).toEqual([]);
  expect(verdicts).toBeUndefined();
});
