import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument, Family } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { FileVerdict, MutantReport, VerdictsDocument } from "@kindred/proof";

/** A small driver function; `name` and `register` are what members differ in. */
export function memberText(name: string, register: string): string {
  return `static int ${name}_write(struct led_classdev *cdev, enum led_brightness value)
{
	struct ${name}_led *led = container_of(cdev, struct ${name}_led, cdev);
	int ret;

	mutex_lock(&led->lock);
	ret = regmap_write(led->map, ${register}, value);
	if (ret)
		dev_err(led->dev, "cannot set brightness\\n");
	mutex_unlock(&led->lock);

	return ret;
}`;
}

export const FAMILY: Family = {
  id: "K-3fa9c1d2",
  type: "type-2",
  grain: "function",
  similarity: 0.937,
  lines: 39,
  removableLines: 22,
  strategy: "parameterised-function",
  scope: "directory",
  holes: [
    { kind: "literal", values: ["0x10", "LED_REG", "0x14"] },
    { kind: "type", values: ["a_led", "b_led", "c_led"] },
  ],
  members: [
    { file: "leds/leds-a.c", startLine: 10, endLine: 22, function: "a_write" },
    { file: "leds/leds-b.c", startLine: 110, endLine: 122, function: "b_write" },
    { file: "leds/leds-c.c", startLine: 20, endLine: 32, function: "c_write" },
  ],
};

export const MEMBER_TEXTS = [memberText("a", "0x10"), memberText("b", "LED_REG"), memberText("c", "0x14")];

export const SMALL_FAMILY: Family = {
  ...FAMILY,
  id: "K-00000001",
  type: "type-1",
  grain: "fragment",
  similarity: 1,
  lines: 12,
  removableLines: 5,
  strategy: "shared-function",
  scope: "tree",
  holes: [],
  members: [
    { file: "net/ethernet/acme/main.c", startLine: 5, endLine: 10, function: "acme_open" },
    { file: "watchdog/acme_wdt.c", startLine: 7, endLine: 12, function: "acme_start" },
  ],
};

export const FAMILIES: FamiliesDocument = {
  schemaVersion: 1,
  root: "drivers",
  summary: {
    files: 1204,
    lines: 812000,
    functions: 31877,
    skipped: 3,
    families: 2,
    similarLines: 66000,
    similarShare: 0.0813,
    removableLines: 27,
    byClass: [
      { class: "leds", lines: 10000, similarLines: 1200, families: 1 },
      { class: "net", lines: 400000, similarLines: 40000, families: 1 },
    ],
  },
  families: [FAMILY, SMALL_FAMILY],
};

export const LEDGER: LedgerDocument = {
  schemaVersion: 1,
  totals: { patches: 1, families: 1, files: 4, removed: 1036, addedCalls: 3, addedHelpers: 13, net: 1020 },
  patches: [
    {
      patch: "0001-leds-share-the-register-write",
      family: FAMILY.id,
      strategy: "parameterised-function",
      helper: "led_regmap_write",
      files: [
        "drivers/leds/leds-a.c",
        "drivers/leds/leds-b.c",
        "drivers/leds/leds-c.c",
        "drivers/leds/leds.h",
      ],
      removed: 1036,
      addedCalls: 3,
      addedHelpers: 13,
      net: 1020,
      removedFunctions: ["a_write", "b_write", "c_write"],
    },
  ],
};

/** What `prove --mutants` adds to the verdict on a patch. */
export const MUTANTS: MutantReport = {
  compared: 7,
  toldApart: 5,
  rejected: 1,
  seconds: 6.2,
  blind: [],
  survivors: [
    {
      file: "drivers/leds/leds-b.c",
      line: 12,
      operator: "comparison",
      was: ">",
      now: ">=",
      rung: "llvm-ir-graph",
      harmless: true,
    },
    {
      file: "drivers/leds/leds-b.c",
      line: 15,
      operator: "constant",
      was: "4",
      now: "(4 + 1)",
      rung: "llvm-ir-graph",
      harmless: false,
    },
  ],
};

/** A file that is not proved, with the cause that was found. */
export const UNPROVED: FileVerdict = {
  file: "drivers/leds/leds-c.c",
  level: "builds",
  rung: "compile",
  command: "gcc",
  seconds: 2,
  difference: "elf-symbols: `c_write` differs: byte 4 is 00 -> 01",
  cause: {
    kind: "control-flow",
    function: "c_write",
    before: ["br (0 eq arg1 as i32), B1, B2", "B1:"],
    after: ["br (0 eq arg1 as i32), B1, B3", "B1:"],
    shown: "270 runs of both sides, through 100% of its blocks, do the same.",
    others: 2,
  },
  advice: [
    { shape: "macro", why: "leaves each function as it was, whole, in its own file" },
    { shape: "fragment", why: "moves fewer branches" },
  ],
};

export const VERDICTS: VerdictsDocument = {
  schemaVersion: 1,
  totals: { identical: 0, equivalent: 1, observed: 0, builds: 0, unbuilt: 0, fails: 1 },
  patches: [
    {
      patch: "0001-leds-share-the-register-write",
      level: "equivalent",
      files: [
        {
          file: "drivers/leds/leds-a.c",
          level: "identical",
          rung: "elf-symbols",
          command: "gcc -I/home/someone/linux",
          seconds: 1.25,
          difference: null,
        },
        {
          file: "drivers/leds/leds-b.c",
          level: "equivalent",
          rung: "llvm-ir-graph",
          command: "clang",
          seconds: 2.5,
          difference: "b_write: the order of two loads",
        },
      ],
      notes: [],
    },
    {
      patch: "0002-by-hand",
      level: "fails",
      files: [
        {
          file: "drivers/net/x.c",
          level: "fails",
          rung: "compile",
          command: "gcc",
          seconds: 0.5,
          difference: "error: expected ';'\nsecond line",
        },
      ],
      notes: ["checkpatch: WARNING: line length of 104 exceeds 100 columns"],
    },
  ],
};

export const SKIPPED: readonly Skipped[] = [
  { subject: "net/a.c", reason: "parse-error", detail: "The function at line 12 has a syntax error." },
  { subject: "net/b.c", reason: "parse-error", detail: "The function at line 99 has a syntax error." },
  {
    subject: "K-00000001",
    reason: "net-not-positive",
    detail: "The fold would add as many lines as it removes.",
  },
];

/** Strings that would do harm in a terminal, in HTML or in a script if they went out as they are. */
export const HOSTILE = [
  "</script><script>document.title=1</script>",
  "<img src=x onerror=document.title=1>",
  '"><svg/onload=document.title=1>',
  "<!--<script>",
  "\u2028\u2029",
  "\u001b]0;title\u0007\u001b[2J",
  "\u202e/* \u2066 hidden",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not become one in the page's script.
  "${document.title=1}`'\"&amp;",
] as const;

/** A family whose every text is hostile. */
export function hostileFamily(text: string): Family {
  return {
    ...FAMILY,
    id: text,
    holes: [{ kind: "string", values: [text, "", text] }],
    members: FAMILY.members.map((member) => ({ ...member, file: `${text}.c`, function: text })),
  };
}
