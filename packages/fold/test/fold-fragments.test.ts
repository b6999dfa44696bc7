import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { fragmentsOf } from "./support/fragments.ts";
import { fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

/** Folds the runs of two functions of one file; gives back the file, after both versions have run alike. */
async function foldRuns(
  source: string,
  first: string,
  last: string,
  ...names: readonly string[]
): Promise<string> {
  const files = { "x.c": source };
  const members = names.map((name) => [`x.c:${name}`, first, last] as const);
  const { plans, skipped } = await fold(files, [fragmentsOf(files, ...members)]);
  expect(skipped).toEqual([]);
  const after = applyPlans(files, plans);
  expect(runC(after)).toBe(runC(files));
  return after["x.c"];
}

const HEAD = `#include <stdio.h>
#include <stdbool.h>
#include <errno.h>
#include <string.h>

struct chip { int regs[16]; int fail; };

int chip_read(struct chip *chip, int reg, int *val)
{
	if (chip->fail == reg)
		return -EIO;
	*val = chip->regs[reg];
	return 0;
}

int chip_write(struct chip *chip, int reg, int val)
{
	if (chip->fail == reg + 100)
		return -EIO;
	chip->regs[reg] = val;
	return 0;
}
`;

const MAIN = `
int main(void)
{
	for (int fail = -1; fail < 108; fail++) {
		struct chip chip = { { 1, 2, 3, 4, 5, 6, 7, 8 }, fail };
		int a = first_func(&chip, fail & 7);
		int b = second_func(&chip, (fail + 3) & 7);

		printf("%d %d %d:", fail, a, b);
		for (int i = 0; i < 16; i++)
			printf(" %d", chip.regs[i]);
		printf("\\n");
	}
	return 0;
}
`;

test("a run with error returns becomes a helper that returns the error", async () => {
  const body = (extra: string): string => `
	int ret, val;

	ret = chip_write(chip, 1, n);
	if (ret)
		return ret;

	ret = chip_read(chip, 2, &val);
	if (ret < 0)
		return ret;

	if (val > 100)
		return -EINVAL;

	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;

	ret = chip_write(chip, 3, val + 4);
	if (ret)
		return ret;	/* last */

	${extra}
`;
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{${body("return chip_write(chip, 7, 1);")}}

static int second_func(struct chip *chip, int n)
{${body("chip->regs[9] += n;\n\treturn chip_write(chip, 8, n);")}}
${MAIN}`;
  const after = await foldRuns(source, "chip_write(chip, 1", "/* last */", "first_func", "second_func");
  expect(after).toContain("ret = ");
});

test("the whole run with its last guard is moved, and locals that only it used go with it", async () => {
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{
	int ret, val;

	ret = chip_write(chip, 1, n);
	if (ret)
		return ret;
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	ret = chip_read(chip, 2, &val);
	if (ret)
		return ret;
	ret = chip_write(chip, 3, val + 4);
	if (ret)
		return ret;	/* done */

	return chip_write(chip, 7, 1);
}

static int second_func(struct chip *chip, int m)
{
	int err, value;

	err = chip_write(chip, 1, m);
	if (err)
		return err;
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	err = chip_read(chip, 2, &value);
	if (err)
		return err;
	err = chip_write(chip, 3, value + 4);
	if (err)
		return err;	/* done */

	chip->regs[9] += m;
	return 0;
}
${MAIN}`;
  const after = await foldRuns(source, "chip_write(chip, 1", "/* done */", "first_func", "second_func");
  expect(after).toContain("static int x_func_common(struct chip *chip, int n)");
  expect(after).toContain("\treturn chip_write(chip, 3, val + 4);\n}");
  expect(after).toContain("\tint err;\n\n\terr = x_func_common(chip, m);\n\tif (err)\n\t\treturn err;");
  expect(after).not.toContain("int err, value;");
});

test("gotos to one label become the helper's returns", async () => {
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{
	int ret, val = 0;

	chip->regs[10]++;
	ret = chip_read(chip, n, &val);
	if (ret)
		goto out;
	if (val > 5) {
		ret = -ERANGE;
		goto out;
	}
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	ret = chip_write(chip, 3, val + 4);
	if (ret)
		goto out;	/* done */

	ret = chip_write(chip, 7, val);
out:
	chip->regs[10]--;
	return ret;
}

static int second_func(struct chip *chip, int n)
{
	int ret, val = 0;

	chip->regs[11]++;
	ret = chip_read(chip, n, &val);
	if (ret)
		goto out;
	if (val > 5) {
		ret = -ERANGE;
		goto out;
	}
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	ret = chip_write(chip, 3, val + 4);
	if (ret)
		goto out;	/* done */

	ret = chip_write(chip, 6, val * 2);
out:
	chip->regs[11]--;
	return ret;
}
${MAIN}`;
  const after = await foldRuns(source, "chip_read(chip, n", "/* done */", "first_func", "second_func");
  expect(after).toContain("\tif (*val > 5)\n\t\treturn -ERANGE;");
  expect(after).toMatch(/\tret = \w+\(chip, n, &val\);\n\tif \(ret\)\n\t\tgoto out;/);
});

test("a local that is only used in the run goes with the constant that it was given for nothing", async () => {
  const body = `	int left = 0;

	left = n * 2;
	chip->regs[10] ^= left + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	chip->regs[9] ^= chip->regs[15] + left;
`;
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{
${body}
	return n;
}

static int second_func(struct chip *chip, int n)
{
${body}
	return -n;
}
${MAIN}`;
  const after = await foldRuns(source, "left = n * 2", "regs[15] + left", "first_func", "second_func");
  expect(after).not.toContain("left = 0");
});

test("an error that a call passes on is the error that was tested", async () => {
  const body = `	int ret;

	ret = chip_write(chip, 1, n);
	if (ret) {
		ret = dev_err_probe(chip, ret, "write");
		goto out;
	}
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	ret = chip_write(chip, 3, n + 4);
	if (ret)
		goto out;	/* last */
`;
  const source = `${HEAD}
int dev_err_probe(struct chip *chip, int err, const char *text)
{
	chip->regs[15] += text[0];
	return err;
}

static int first_func(struct chip *chip, int n)
{
${body}
	ret = chip_write(chip, 7, n);
out:
	return ret;
}

static int second_func(struct chip *chip, int n)
{
${body}
	ret = chip_write(chip, 8, n);
out:
	chip->regs[0]++;
	return ret;
}
${MAIN}`;
  const after = await foldRuns(source, "chip_write(chip, 1", "/* last */", "first_func", "second_func");
  expect(after).toContain('\treturn dev_err_probe(chip, ret, "write");');
});

test("one value that the function reads afterwards is returned, a second one comes through a pointer", async () => {
  const run = `	sum = 0;
	for (i = 0; i < 8; i++) {
		if (i == n)
			continue;
		sum += chip->regs[i];
		last = i;
	}
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[10] += chip->regs[11];
	chip->regs[11] += chip->regs[12];
	chip->regs[12] += chip->regs[13];
	chip->regs[13] += chip->regs[14];
	chip->regs[15] ^= chip->regs[14] + 15;
	sum *= 2;
`;
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{
	int i, sum, last = -1;

${run}
	return sum + last;
}

static int second_func(struct chip *chip, int n)
{
	int i, sum, last = 3;

${run}
	return sum - last;
}
${MAIN}`;
  const after = await foldRuns(source, "sum = 0", "sum *= 2", "first_func", "second_func");
  expect(after).toMatch(/\tsum = \w+\(chip, n, &last\);/);
  expect(after).toContain("*last = i;");
});

/** Enough of a run to make its fold pay. */
const STEPS = [10, 11, 12, 13, 14, 15]
  .map((at) => `	chip->regs[${at}] ^= chip->regs[${at - 1}] + ${at};\n`)
  .join("");

test("a result that only one function reads is not given to a local of the other, which goes", async () => {
  const run = `	sum = chip->regs[n];\n${STEPS}${STEPS}	sum *= chip->regs[15];\n	chip->regs[9] = sum;\n`;
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{
	int sum;

${run}
	return sum;
}

static int second_func(struct chip *chip, int n)
{
	int sum;

${run}
	return n;
}
${MAIN}`;
  const after = await foldRuns(source, "sum = chip", "regs[9] = sum", "first_func", "second_func");
  expect(after).toMatch(/\tsum = \w+\(chip, n\);\n\n\treturn sum;/);
  expect(after).toMatch(/\{\n\t\w+\(chip, n\);\n\n\treturn n;/);
});

test("a pointer whose field's address a macro takes is passed as it is", async () => {
  const run = `${STEPS}${STEPS}	show(chip, n);\n	chip->regs[9] = n;\n`;
  const define = "#define show(__chip, n) (*&(__chip)->fail = (n))\n";
  const functionOf = (name: string, result: string): string =>
    `static int ${name}(struct chip *chip, int n)\n{\n	chip->regs[1] ^= n;\n${run}	return ${result};\n}\n\n`;
  const source = `${HEAD}${define}\n${functionOf("first_func", "n")}${functionOf("second_func", "n + 1")}${MAIN}`;
  const after = await foldRuns(source, "regs[10] ^=", "regs[9] = n", "first_func", "second_func");
  expect(after).toMatch(/\t\w+\(chip, n\);/);
});

test("an array of structures that the function was given is a pointer", async () => {
  const run = `${STEPS}${STEPS}	chips[0].regs[9] = n;\n`;
  const functionOf = (name: string, result: string): string =>
    `static int ${name}(struct chip chips[], int n)\n{\n	struct chip *chip = &chips[0];\n\n${run}	return ${result};\n}\n\n`;
  const source = `${HEAD}\n${functionOf("first_func", "n")}${functionOf("second_func", "n + 1")}${MAIN}`;
  const after = await foldRuns(source, "regs[10] ^=", "regs[9] = n", "first_func", "second_func");
  expect(after).toMatch(/static void \w+\((?:struct chip \*chips?, ){2}int n\)/);
});

test("a structure under a typedef is filled through a pointer", async () => {
  const run = `	req.a = n;\n${STEPS}${STEPS}	req.b = n + 1;\n`;
  const functionOf = (name: string, result: string): string =>
    `static int ${name}(struct chip *chip, int n)\n{\n	req_t req;\n\n	memset(&req, 0, sizeof(req));\n${run}	return ${result};\n}\n\n`;
  const source = `${HEAD}typedef struct { int a, b; } req_t;\n\n${functionOf("first_func", "req.a + req.b")}${functionOf("second_func", "req.b - req.a * 3")}${MAIN}`;
  const after = await foldRuns(source, "req.a = n", "req.b = n", "first_func", "second_func");
  expect(after).toMatch(/req_t \*req\)/);
});

test("a label goes with the jumps to it, and stays where there are others", async () => {
  const functionOf = (name: string, early: string): string => `static int ${name}(struct chip *chip, int n)
{
	int ret = 0;

	chip->regs[10]++;
${early}	if (n > 5)
		goto out;

${STEPS}	chip->regs[0] = n;

out:
	chip->regs[11]--;
	return ret;
}

`;
  const early = "	if (chip->fail == 3) {\n		ret = 1;\n		goto out;\n	}\n";
  const source = `${HEAD}\n${functionOf("first_func", "")}${functionOf("second_func", early)}${MAIN}`;
  const after = await foldRuns(source, "if (n > 5)", "regs[0] = n", "first_func", "second_func");
  expect(after.match(/\nout:\n/g)).toHaveLength(1);
  expect(after).toMatch(/\tchip->regs\[10\]\+\+;\n\t\w+\(chip, n\);\n\n\tchip->regs\[11\]--;/);
});

test("exits that all do the same, without an error to give, make the helper a test", async () => {
  const run = `		if (chip->regs[i] == n)
			continue;
		if (i > 4 && chip->fail == i)
			continue;
		chip->regs[10] ^= chip->regs[9] + 10;
		chip->regs[11] ^= chip->regs[10] + 11;
		chip->regs[12] ^= chip->regs[11] + 12;
		chip->regs[13] ^= chip->regs[12] + 13;
		chip->regs[14] ^= chip->regs[13] + 14;
		chip->regs[10] += chip->regs[11];
		chip->regs[11] += chip->regs[12];
		chip->regs[12] += chip->regs[13];
		chip->regs[13] += chip->regs[14];
		chip->regs[15] ^= chip->regs[14] + 15;
		chip->regs[i]++;
		total += chip->regs[i];
`;
  const source = `${HEAD}
static int first_func(struct chip *chip, int n)
{
	int i, total = 0;

	for (i = 0; i < 8; i++) {
${run}
		chip->regs[12]++;
	}
	return total;
}

static int second_func(struct chip *chip, int n)
{
	int i, total = 1;

	for (i = 2; i < 8; i++) {
${run}
		chip->regs[13] += 2;
	}
	return total;
}
${MAIN}`;
  const after = await foldRuns(source, "regs[i] == n", "total += chip", "first_func", "second_func");
  expect(after).toMatch(/static bool \w+\(/);
  expect(after).toMatch(/\t\tif \(!\w+\([^)]*\)\)\n\t\t\tcontinue;/);
});

test("a local that is shared by pointer is followed in the last condition, too", async () => {
  const run = `	val = chip->regs[n];
	chip->regs[8] ^= chip->regs[9] + 9;
	chip->regs[9] ^= chip->regs[10] + 10;
	chip->regs[10] ^= chip->regs[11] + 11;
	chip->regs[11] ^= chip->regs[12] + 12;
	chip->regs[12] ^= chip->regs[13] + 13;
	chip->regs[13] ^= chip->regs[14] + 14;
	chip->regs[14] ^= chip->regs[15] + 15;
	chip->regs[15] ^= chip->regs[8] + 16;
	if (val > 5)
		goto out;
	if (val == 2) goto out;
`;
  const define = (name: string, extra: string): string => `
static int ${name}(struct chip *chip, int n)
{
	int val;

${run}
	val = chip->regs[n] + ${extra};

out:
	return val;
}
`;
  const source = `${HEAD}${define("first_func", "40")}${define("second_func", "chip->regs[1]")}${MAIN}`;
  const after = await foldRuns(source, "val = chip->regs[n];", "val == 2", "first_func", "second_func");
  expect(after).toMatch(/\tif \(\*val > 5\)\n\t\treturn false;\n\n?\treturn \*val != 2;/);
});

test("constants that differ become parameters, and two runs of one function are both replaced", async () => {
  const run = (reg: number): string => `	chip->regs[${reg}] = n;
	chip->regs[${reg}] |= chip->regs[0];
	if (chip->regs[${reg}] > 3)
		chip->regs[${reg}] = 3;
	chip->regs[14] += chip->regs[${reg}];
	chip->regs[15] ^= chip->regs[${reg}];
	chip->regs[14] &= 0xff;
`;
  const files = {
    "x.c": `${HEAD}
static int first_func(struct chip *chip, int n)
{
${run(4)}
	n += 2;
${run(5)}
	return n;
}

static int second_func(struct chip *chip, int n)
{
${run(6)}
	return -n;
}
${MAIN}`,
  };
  const family = fragmentsOf(
    files,
    ["x.c:first_func", "regs[4] = n", "0xff"],
    ["x.c:first_func", "regs[5] = n", "0xff"],
    ["x.c:second_func", "regs[6] = n", "0xff"],
  );
  const { plans, skipped } = await fold(files, [family]);
  expect(skipped).toEqual([]);
  const after = applyPlans(files, plans);
  expect(runC(after)).toBe(runC(files));
  expect(after["x.c"].match(/\w+\(chip, n, [456]\);/g)).toHaveLength(3);
});

test("a run that always returns is returned from, one of a void function is called", async () => {
  const source = `${HEAD}
static void first_step(struct chip *chip, int n)
{
	if (n == 3)
		return;
	chip->regs[5] = n;
	if (chip->regs[5] > 4)
		return;
	chip->regs[6] = chip->regs[5] * 2;
	chip->regs[7] = chip->regs[6] * 2;
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	chip->regs[8] = chip->regs[7] * 2;
}

static int first_func(struct chip *chip, int n)
{
	first_step(chip, n);
	chip->regs[9]++;
	return n;
}

static void second_step(struct chip *chip, int n)
{
	chip->regs[9]++;
	chip->regs[5] = n;
	if (chip->regs[5] > 4)
		return;
	chip->regs[6] = chip->regs[5] * 2;
	chip->regs[7] = chip->regs[6] * 2;
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	chip->regs[8] = chip->regs[7] * 2;
}

static int second_func(struct chip *chip, int n)
{
	second_step(chip, n);
	return n + 1;
}
${MAIN}`;
  const after = await foldRuns(source, "regs[5] = n", "regs[8] =", "first_step", "second_step");
  expect(after).toMatch(/\tif \(n == 3\)\n\t\treturn;\n\t\w+\(chip, n\);\n}/);
});

test("the codemod of a fragment fold replaces text inside its functions", async () => {
  const run = `	chip->regs[4] = n;
	chip->regs[4] |= chip->regs[0];
	chip->regs[14] += chip->regs[4];
	chip->regs[15] ^= chip->regs[4];
	chip->regs[10] ^= chip->regs[9] + 10;
	chip->regs[11] ^= chip->regs[10] + 11;
	chip->regs[12] ^= chip->regs[11] + 12;
	chip->regs[13] ^= chip->regs[12] + 13;
	chip->regs[14] ^= chip->regs[13] + 14;
	chip->regs[15] ^= chip->regs[14] + 15;
	chip->regs[13] &= 0xff;
	chip->regs[12] &= 0xff;
`;
  const files = {
    "x.c": `${HEAD}
static int first_func(struct chip *chip, int n)
{
${run}
	return n;
}

static int second_func(struct chip *chip, int n)
{
${run}
	return -n;
}
`,
  };
  const family = fragmentsOf(
    files,
    ["x.c:first_func", "regs[4] = n", "regs[12] &="],
    ["x.c:second_func", "regs[4] = n", "regs[12] &="],
  );
  const { plans } = await fold(files, [family]);
  expect(plans[0].codemod).toContain('file.functionNamed("first_func").replaceText(`');
  expect(plans[0].body).toContain("first_func() and second_func() share 12 lines of code");
});
