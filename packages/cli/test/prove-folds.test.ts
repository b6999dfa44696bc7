import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Strategy } from "@kindred/clones";
import { type FoldPlan, STRATEGY_IDS } from "@kindred/fold";
import { describe, expect, it } from "vitest";
import { type ProofRequest, proveFolds } from "../src/fold/prove-folds.ts";
import { stackPlans } from "../src/fold/stack-plans.ts";
import type { WantedFold } from "../src/fold/wanted-fold.ts";
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

extern void note(int what);

void tell(void)
{
	/* five */
	note(1);
	note(2);
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

async function prove(
  plans: readonly FoldPlan[],
  replan: ProofRequest["replan"],
  more: Pick<ProofRequest, "atLeast"> = {},
) {
  const kernel = temporaryFolder({ Makefile: MAKEFILE, "a.c": SOURCE, "b.c": SOURCE });
  const tree = createTreeReader(kernel);
  const stack: ProofRequest["stack"] = (each) => stackPlans({ tree, plans: each, skipped: [] }, () => {});
  return proveFolds({
    ...more,
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
  const strategies = STRATEGY_IDS.filter((id) => id !== "callback");
  expect(asked).toEqual([[BREAKS_USE, { strategies }, [SOUND]]]);
  expect(stacked.taken).toEqual([SOUND, OTHER]);
  expect(stacked.skipped).toEqual([]);
  expect(verdicts?.totals).toMatchObject({ identical: 2, fails: 0 });
});

it("leaves out a fold that fails in every way, with the reason, and asks for fewer ways each time", async () => {
  const again = { ...BREAKS_USE, strategy: "table-driven" as const };
  const asked: (readonly Strategy[])[] = [];
  const { stacked, verdicts } = await prove(
    [BREAKS_USE, without("/* one */\n", "callback", "b.c")],
    async (_, { strategies }) => {
      asked.push(STRATEGY_IDS.filter((id) => !strategies.includes(id)));
      return strategies.includes("table-driven") ? [again] : [];
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

const CALLS = "	/* five */\n	note(1);\n	note(2);\n";
/** Compiles, and makes its calls in another order: the proof advises a fragment, then a macro. */
const REORDERS: FoldPlan = {
  ...without(CALLS, "shared-function"),
  files: [
    {
      file: "a.c",
      edits: [
        {
          start: SOURCE.indexOf(CALLS),
          end: SOURCE.indexOf(CALLS) + CALLS.length,
          text: "	note(2);\n	note(1);\n",
        },
      ],
    },
  ],
};
const PROVED = without("	/* five */\n", "generator-macro");

describe.skipIf(spawnSync("clang", ["--version"]).status !== 0 && spawnSync("clang-14").error)(
  "a fold that compiles and is not proved",
  () => {
    it("is tried in the shapes that the proof advises, beside all that stands, until one is proved", async () => {
      const asked: [Partial<WantedFold>, readonly FoldPlan[]][] = [];
      const { stacked, verdicts, reshaped } = await prove([REORDERS, SOUND], async (plan, wanted, kept) => {
        expect(plan).toBe(REORDERS);
        asked.push([wanted, kept]);
        return wanted.grains?.includes("fragment") ? [] : [PROVED];
      });
      expect(asked.map(([{ grains, strategies }]) => grains ?? strategies)).toEqual([
        ["fragment"],
        ["generator-macro"],
      ]);
      expect(asked.map(([, kept]) => kept)).toEqual([[SOUND], [SOUND]]);
      expect(stacked.taken).toEqual([PROVED, SOUND]);
      expect(verdicts?.totals).toMatchObject({ identical: 2, builds: 0 });
      expect(reshaped).toBe(1);
    });

    it("stays as it is when no shape is proved, and its verdict says what was tried", async () => {
      const worse = { ...REORDERS, strategy: "generator-macro" as const };
      const edits = [{ ...REORDERS.files[0]!.edits[0]!, text: "	note(2);\n	note(2);\n" }];
      const replan: ProofRequest["replan"] = async (_, { grains }) =>
        grains ? [] : [{ ...worse, files: [{ file: "a.c", edits }] }];
      const { stacked, verdicts, reshaped } = await prove([REORDERS], replan);
      expect(stacked.taken).toEqual([REORDERS]);
      expect(verdicts?.patches[0]).toMatchObject({ level: "builds" });
      expect(verdicts?.patches[0]?.notes.at(-1)).toBe(
        "Tried as well: a helper for fewer statements (there is none); a macro that makes each function (builds).",
      );
      expect(reshaped).toBe(0);
    });

    it("is left out when more is asked for, with the reason and what was tried", async () => {
      const { stacked, verdicts } = await prove([REORDERS, SOUND], async () => [], { atLeast: "equivalent" });
      expect(stacked.taken).toEqual([SOUND]);
      expect(verdicts?.totals).toMatchObject({ identical: 1, builds: 0 });
      expect(stacked.skipped).toMatchObject([{ subject: REORDERS.family.id, reason: "proof-failed" }]);
      expect(stacked.skipped[0]?.detail).toMatch(
        /is builds, not equivalent\. a\.c: A run: before .* Tried as well: .*there is none/,
      );
    });
  },
);
