import { expect, test } from "vitest";
import type { Family } from "../../src/index.ts";
import { findIn } from "../support/find-in.ts";
import { PARSE, renamed, START } from "../support/samples.ts";
import { CLEAN, CLOSE, RESET, withClean } from "../support/samples-with-fragments.ts";

async function fragments(files: Record<string, string>): Promise<readonly Family[]> {
  return (await findIn(files)).document.families.filter((family) => family.grain === "fragment");
}

test("equal statements in unlike functions are a fragment, with the lines of the statements", async () => {
  const [family, ...others] = await fragments({ "a.c": RESET, "b.c": CLOSE });
  expect(others).toEqual([]);
  expect(family.type).toBe("type-1");
  const lineOf = (text: string, piece: string) => text.slice(0, text.indexOf(piece)).split("\n").length;
  for (const [member, text] of [RESET, CLOSE].entries()) {
    expect(family.members[member].startLine).toBe(lineOf(text, "\tfor (i"));
    expect(family.members[member].endLine).toBe(lineOf(text, "\tring->next_to_clean"));
  }
  expect(family.members.map((member) => member.function)).toEqual(["delta_reset", "delta_close"]);
});

test("variables and types may be renamed, other calls and members are another thing", async () => {
  const variables = withClean(
    "int f(struct other *rx, int x)",
    "\tgo(x);\n",
    "\treturn x;\n",
    renamed(CLEAN, { ring: "rx", buffer: "b" }),
  );
  const [family] = await fragments({ "a.c": RESET, "b.c": variables });
  expect(family.type).toBe("type-2");
  expect(family.holes).toEqual([]);
  const calls = withClean(
    "int f(struct other *ring, int x)",
    "\tgo(x);\n",
    "\treturn x;\n",
    renamed(CLEAN, {
      dma_unmap_single: "iommu_release",
      skb: "page",
      dev_kfree_skb_any: "put_page",
      mapped_length: "size",
      next_to_use: "first",
      next_to_clean: "last",
    }),
  );
  expect(await fragments({ "a.c": RESET, "b.c": calls })).toEqual([]);
});

/** {@link CLEAN} with an edit, in a function unlike {@link RESET}. */
function edited(from: string, to: string): string {
  const clean = CLEAN.replace(from, to);
  if (clean === CLEAN) throw new Error(`Nothing to replace: ${from}`);
  return withClean("static void quit(struct delta_ring *ring)", "\tleave(ring);\n", "\tdone(ring);\n", clean);
}

test.each([
  ["put in", "\t\tdev_kfree", "\t\tring->freed++;\n\t\tdev_kfree", ["", "ring->freed++;"]],
  ["taken out", "\t\tdev_kfree_skb_any(buffer->skb);\n", "", ["dev_kfree_skb_any(buffer->skb);", ""]],
  ["changed", "dev_kfree_skb_any(buffer->skb)", "napi_consume_skb(buffer->skb, 8)", ["", ", 8"]],
  [
    "put in as a block",
    "\t\tdev_kfree",
    "\t\tif (ring->counts) {\n\t\t\tring->freed++;\n\t\t}\n\t\tdev_kfree",
    ["", "if (ring->counts) { ring->freed++; }"],
  ],
])("a run in which a statement was %s is one fragment of Type-3", async (_, from, to, values) => {
  const families = await fragments({ "a.c": RESET, "b.c": CLOSE, "c.c": edited(from, to) });
  expect(families).toHaveLength(1);
  const [{ type, similarity, members, holes }] = families;
  expect(type).toBe("type-3");
  expect(similarity).toBeGreaterThanOrEqual(0.7);
  expect(members.map((member) => member.file)).toEqual(["a.c", "b.c", "c.c"]);
  expect(members[0].endLine - members[0].startLine + 1).toBe(CLEAN.split("\n").length - 1);
  expect(holes.map((hole) => hole.values)).toContainEqual([values[0], values[0], values[1]]);
});

test("edits that leave little in common are no fragment", async () => {
  const other = edited(
    "\t\tdma_unmap_single(ring->dev, buffer->dma, buffer->mapped_length, DMA_TO_DEVICE);\n\t\tdev_kfree_skb_any(buffer->skb);\n\t\tbuffer->skb = NULL;\n",
    "\t\tif (ring->xdp->pool_of_frames && buffer->kind == DELTA_FRAME)\n\t\t\txdp_return_frame_bulk(buffer->frame, &ring->xdp->bulk);\n\t\telse\n\t\t\tpage_pool_put_full_page(ring->page_pool, buffer->page, false);\n\t\tring->stats->recycled++;\n",
  );
  expect(await fragments({ "a.c": RESET, "c.c": other })).toEqual([]);
});

test("tables of registers and switches are no fragments", async () => {
  const writes = [1, 2, 3, 4, 5, 6, 7]
    .map((n) => `\twritel(ring->value, ring->base + DELTA_REG_${n});\n`)
    .join("");
  const arms = [1, 2, 3, 4, 5, 6, 7].map((n) => `\tcase ${n}:\n\t\treturn DELTA_SPEED_${n};\n`).join("");
  const choice = `\tswitch (ring->speed) {\n${arms}\tdefault:\n\t\treturn 0;\n\t}\n`;
  for (const table of [writes, choice]) {
    const first = withClean(
      "int reset(struct delta_ring *ring)",
      "\tbegin(ring);\n",
      "\tstop(ring, 1);\n",
      table,
    );
    const second = withClean(
      "int other(struct delta_ring *ring)",
      "\tspin(ring->lock);\n",
      "\tleave();\n",
      table,
    );
    expect(await fragments({ "a.c": RESET + first, "b.c": CLOSE + second })).toHaveLength(1);
    expect(await fragments({ "a.c": first, "b.c": second })).toEqual([]);
  }
});

test("N places are one family, also two in one function", async () => {
  const twice = withClean("void g(struct delta_ring *ring)", CLEAN, "\tdone(ring);\n");
  const families = await fragments({ "a.c": RESET, "b.c": CLOSE, "c.c": twice });
  expect(families).toHaveLength(1);
  expect(families[0].members.map((member) => member.file)).toEqual(["a.c", "b.c", "c.c", "c.c"]);
});

test("what a family of functions tells is not told again", async () => {
  expect(await fragments({ "a.c": RESET, "b.c": renamed(RESET, { delta_reset: "again" }) })).toEqual([]);
  expect(
    await fragments({ "a.c": START, "b.c": START.replace("udelay(10);", "cpu_relax();"), "c.c": PARSE }),
  ).toEqual([]);
});

test("a fragment does not reach from one case into the next, nor end at a label", async () => {
  const arm = (n: number) =>
    `\tcase DELTA_${n}:\n\t\tdelta_set_${n}(ring->left_${n}, ring->right_${n});\n\t\tbreak;\n`;
  const arms = [1, 2, 3, 4, 5].map(arm).join("");
  const left = `int l(struct r *ring, int k)\n{\n\tleft_only(k);\n\tswitch (k) {\n${arms}\tcase LEFT:\n\t\treturn left(k);\n\t}\n\treturn 0;\n}\n`;
  const right = `int r(struct r *ring, int k)\n{\n\twhile (right_only(k))\n\t\tspin(k);\n\tswitch (k) {\n${arms}\tdefault:\n\t\tright(k);\n\t\treturn -1;\n\t}\n}\n`;
  for (const family of await fragments({ "a.c": left + RESET, "b.c": right + PARSE })) {
    expect(family.members[0].endLine - family.members[0].startLine).toBeLessThan(3);
  }
});

test("ids of fragments do not depend on where they stand", async () => {
  const [one] = await fragments({ "a.c": RESET, "b.c": CLOSE });
  const [two] = await fragments({ "z/q.c": `int n;\n${CLOSE}`, "a/a.c": START + RESET });
  expect(two.id).toBe(one.id);
});

test("an unrolled run counts with the same values in it, not with others", async () => {
  const run = (first: number) =>
    ["mode", "gain", "level", "phase", "curve", "window"]
      .map((name, i) => {
        const value = first + 10 * i;
        return `\tring->${name} = delta_read(ring->regs, ${value});\n\tring->${name} |= ${value + 1};\n\tdelta_write(ring->regs, ring->${name}, ${value + 2});\n`;
      })
      .join("");
  const found = (first: number) =>
    fragments({ "a.c": RESET.replace(CLEAN, run(10)), "b.c": CLOSE.replace(CLEAN, run(first)) });
  expect(await found(10)).toMatchObject([{ type: "type-1" }]);
  expect(await found(1010)).toEqual([]);
});
