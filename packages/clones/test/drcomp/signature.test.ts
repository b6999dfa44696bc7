import { createFunctionTable, findFunctions, lex, TokenBuffer } from "@kindred/c-source";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SignatureReader } from "../../src/drcomp/read-signature.ts";
import { isPrinted } from "../../src/drcomp/signatures.ts";
import { depthOf, lineOf, packPoint, weightOf } from "../../src/drcomp/weights.ts";
import { IntColumn } from "../../src/scan/int-column.ts";
import { PARSE, START } from "../support/samples.ts";

function pointsOf(text: string): Int32Array {
  const bytes = Buffer.from(text, "latin1");
  const tokens = new TokenBuffer();
  const table = createFunctionTable();
  lex(bytes, bytes.length, tokens);
  findFunctions(bytes, bytes.length, tokens, table);
  const [first, name] = [table.firstToken[0], table.nameToken[0]];
  const out = new IntColumn();
  const at = { first, name, body: table.bodyToken[0], last: table.lastToken[0] };
  new SignatureReader().read(tokens, at, out);
  return out.data.slice(0, out.length);
}

/** `line weight depth` of each point. */
const signature = (text: string) =>
  Array.from(pointsOf(text), (point) => `${lineOf(point)} ${weightOf(point)} ${depthOf(weightOf(point))}`);
/** The points of statements in a function of their own, without the line. */
const weights = (statements: string) =>
  Array.from(pointsOf(`static void f(void)\n{\n${statements}\n}\n`), weightOf);

describe("the signature of a function", () => {
  it("is the study's for a function with a loop, device calls and returns", () => {
    expect(signature(START)).toEqual([
      "2 12 0", // watchdog_get_drvdata(): the initialiser is a call's result
      "7 12 0", // spin_lock_irqsave()
      "8 17 0", // value = readl()
      "9 2 0",
      "10 2 0",
      "11 17 0", // writel()
      "12 2 0", // tries = 0
      "12 2 0", // tries++
      "12 40 1", // for
      "13 17 0", // readl() in the condition
      "13 80 1", // if
      "14 45 0", // break
      "15 12 0", // udelay()
      "17 12 0", // spin_unlock_irqrestore()
      "18 80 1", // if
      "19 12 0", // dev_err()
      "20 60 0", // return, three times
      "20 60 0",
      "20 60 0",
      "22 60 0",
      "22 60 0",
      "22 60 0",
    ]);
  });

  it("is the study's for one with checks and early returns", () => {
    expect(signature(PARSE)).toEqual([
      ...["2 12 0", "4 12 0"],
      ...["6 80 1", "7 60 0", "7 60 0", "7 60 0"],
      ...["8 80 1", "9 60 0", "9 60 0", "9 60 0"],
      ...["10 12 0", "11 2 0", "12 12 0", "13 12 0"],
      ...["14 60 0", "14 60 0", "14 60 0"],
    ]);
  });

  it("is the study's for one with a switch, labels, gotos and blocks", () => {
    const text = `int acme_ioctl(struct acme *acme, unsigned int cmd)
{
	int err = 0;

	do {
		switch (cmd) {
		case ACME_RESET: {
			outb(0, acme->port);
			goto done;
		}
		case ACME_WAIT:
			continue;
		default:
			err = -EINVAL;
			break;
		}
	} while (acme->busy);
done:
	{
		acme->count++;
	}
	return err;
}
`;
    expect(signature(text)).toEqual([
      "2 2 0", // err = 0
      "4 40 1", // do, and no other loop for its while
      "5 100 1", // switch
      ...["6 6 0", "6 6 0"], // a block of its own, twice
      "7 17 0", // outb()
      "8 50 0", // goto
      "11 70 0", // continue
      "13 2 0",
      "14 45 0", // break
      ...["18 6 0", "18 6 0"],
      "19 2 0", // count++
      ...["21 60 0", "21 60 0", "21 60 0"],
    ]);
  });

  it.each([
    ["a = b;", [2]],
    ["a += b; c <<= 1; d--;", [2, 2, 2]],
    ["int a = 1, b = 2;", [2, 2]],
    ["static int a = 1;", []],
    ["a = f(b);", [12]],
    ["a = f(b) + 1;", [2, 12]],
    ["a = f(g(b));", [12, 12]],
    ["dev->ops->read(dev, 1);", [12]],
    ["dma_map_single(dev, p, n, d); inb(port);", [17, 17]],
    ["if (a) b(); else if (c) d();", [12, 12, 80, 80]],
    ["if (likely(a)) { b(); }", [12, 80]],
    ["if ((a = f(b))) c();", [12, 12, 80]],
    ["while (a) ;", [40]],
    ["list_for_each_entry(a, b, c) { d(); }", [12, 40]],
    ["list_for_each_entry(a, b, c)\nif (d) break;", [40, 45, 80]],
    ["struct x y = { .a = 1, .b = 2 };", [2, 2]],
    ["int (*fn)(int); u32 (*op)(void);", []],
    ["a = ({ int b = f(c); b; });", [2, 12]],
    ["return f(a) ? b : c;", [12, 60, 60, 60]],
    ['asm volatile ("nop");', []],
    ["a = sizeof(b);", [2]],
    ["out: return;", [60, 60, 60]],
  ])("counts %s", (statements, expected) => {
    expect(weights(statements)).toEqual(expected);
  });

  it("does not depend on names, layout within a line or comments, and moves with its lines", () => {
    const changed = START.replaceAll("alpha", "beta")
      .replaceAll("tries", "left")
      .replace("= 20", "= /* 2 */  20");
    expect(signature(changed)).toEqual(signature(START));
    expect(signature(`\n\n/* below a comment */\n${START}`)).toEqual(signature(START));
  });

  it("is sorted and finite for any text", () => {
    const words = [
      "if",
      "else",
      "do",
      "while",
      "(",
      ")",
      "{",
      "}",
      ";",
      ":",
      "case",
      "=",
      "f",
      "return",
      "\n",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 200 }), (parts) => {
        const points = pointsOf(`int f(void)\n{\n${parts.join(" ").replaceAll("\n }", "\n\t}")}\n}\n`);
        expect([...points].sort((a, b) => a - b)).toEqual([...points]);
      }),
    );
  });
});

describe("what the original leaves out", () => {
  const points = (count: number) => Int32Array.from({ length: count }, () => packPoint(0, 2));

  it("is what prints at most 50 characters of absolute lines", () => {
    expect(isPrinted(points(10), 100)).toBe(false); // 10 times " 100,"
    expect(isPrinted(points(11), 100)).toBe(true);
    expect(isPrinted(points(8), 1000)).toBe(false);
    expect(isPrinted(points(9), 1000)).toBe(true);
    expect(isPrinted(points(0), 1000)).toBe(false);
  });
});
