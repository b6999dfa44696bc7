import { expect, test } from "vitest";
import { findIn } from "../support/find-in.ts";
import { PARSE, renamed, START } from "../support/samples.ts";

/** The original leaves out what prints few line numbers, so functions stand far down in their files. */
const DOWN = "\n".repeat(1000);
const COPY = renamed(START, { alpha_wdt_start: "b_start", ALPHA_CTRL: "B_CTRL", priv: "wdt" });
const NEAR = START.replace("\tvalue |= ALPHA_CTRL_RUN", "\tvalue = fix(value);\n\tvalue |= ALPHA_CTRL_RUN");
/** Another function with the same kinds of statements on the same lines. */
const OTHER = `static long gamma_fill(const struct gamma_ring *ring, unsigned int depth, char __user *to)
{
	struct gamma_slot *slot = gamma_first_slot(ring->slots + depth);
	const char *end;
	size_t room[2];
	bool full;

	gamma_quiesce(ring);
	room[0] = ioread16(ring->window[depth].head);
	end = to + room[0] * sizeof(*slot) - offsetof(struct gamma_slot, tail);
	full = !slot->next || slot->owner != current;
	outb(GAMMA_GO, 0x300 + depth * 8);
	while ((room[1] = slot->count) > 3 && (end -= 2)) {
		if (inl(0x304) == room[1] / 2)
			break;
		copy_to_user(to, slot->bytes + 4, min(room[1], 16));
	}
	gamma_resume(ring, full, &room[1]);
	if (end <= to || full) {
		gamma_count(slot, GAMMA_OVERRUN, 1);
		return room[0] ? -EFAULT : (long)end;
	}
	return end - to;
}
`;
const method = "drcomp" as const;
const named = (families: readonly { readonly members: readonly { readonly function: string }[] }[]) =>
  families.map(({ members }) => members.map((member) => member.function).sort());

test("functions with near signatures are a family, told in the words of the other method", async () => {
  const files = { "net/a.c": DOWN + START, "net/b.c": DOWN + COPY, "leds/c.c": DOWN + PARSE };
  const { document, timings } = await findIn(files, { method });
  expect(document.summary).toMatchObject({ method: "drcomp", files: 3, functions: 3, families: 1 });
  expect(document.families).toEqual([
    expect.objectContaining({ type: "type-2", grain: "function", similarity: 1, scope: "directory" }),
  ]);
  expect(named(document.families)).toEqual([["alpha_wdt_start", "b_start"]]);
  expect(document.families[0].holes).toContainEqual({ kind: "literal", values: ["ALPHA_CTRL", "B_CTRL"] });
  expect(Object.keys(timings)).toEqual(expect.arrayContaining(["scan", "sign", "compare", "cluster"]));
});

test("a statement more is a distance, and the similarity asked for decides", async () => {
  const files = { "a.c": DOWN + START, "b.c": DOWN + renamed(NEAR, { alpha_wdt_start: "near" }) };
  expect((await findIn(files, { method, similarity: 0.95 })).document.families).toEqual([]);
  const { families } = (await findIn(files, { method, similarity: 0.5 })).document;
  expect(families).toEqual([expect.objectContaining({ type: "type-3" })]);
  expect(families[0].similarity).toBeGreaterThan(0.5);
  expect(families[0].similarity).toBeLessThan(0.95);
});

test("it is blind to names where the other method is not", async () => {
  const files = { "a.c": DOWN + START, "b.c": DOWN + OTHER };
  expect((await findIn(files, { method })).document.families).toHaveLength(1);
  expect((await findIn(files)).document.families).toEqual([]);
});

/** 11 points: 33 characters at the top of a file, 66 a thousand lines below. */
const SHORT = `static ssize_t gamma_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct gamma *gamma = dev_get_drvdata(dev);
	u32 level = gamma_read(gamma, GAMMA_LEVEL);

	if (!level)
		return sysfs_emit(buf, "none\\n");
	return sysfs_emit(buf, "%u %u\\n", level >> 8, level & 0xff);
}
`;

test("what the original would not print is left out", async () => {
  const other = renamed(SHORT, { gamma_show: "other_show" });
  expect((await findIn({ "a.c": SHORT, "b.c": other }, { method })).document.families).toEqual([]);
  const down = { "a.c": DOWN + SHORT, "b.c": DOWN + other };
  expect((await findIn(down, { method })).document.families).toHaveLength(1);
});
