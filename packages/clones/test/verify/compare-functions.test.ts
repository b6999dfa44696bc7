import fc from "fast-check";
import { expect, test } from "vitest";
import { Aligner } from "../../src/verify/aligner.ts";
import { Alignment } from "../../src/verify/alignment.ts";
import { FunctionComparer } from "../../src/verify/compare-functions.ts";
import { LoadedFunction } from "../../src/verify/loaded-function.ts";
import { encode } from "../support/encode.ts";
import { PARSE, renamed, START } from "../support/samples.ts";

const comparer = new FunctionComparer(false);
const similarity = (a: string, b: string, sameShape = false) =>
  comparer.similarity(loaded(a), loaded(b), sameShape);

function loaded(text: string): LoadedFunction {
  const result = new LoadedFunction();
  result.load(encode(text).symbols);
  return result;
}

test("a function is as similar as can be to itself", () => {
  expect(similarity(START, START)).toBe(1);
  expect(similarity(PARSE, PARSE)).toBe(1);
});

test("it does not matter which of two functions comes first", () => {
  const edited = START.replace("udelay(10);", "cpu_relax();").replace("\tvalue &= ~ALPHA_CTRL_STOP;\n", "");
  expect(similarity(START, edited)).toBeCloseTo(similarity(edited, START), 10);
});

test("the more is edited, the less similar", () => {
  const once = START.replace("\tvalue &= ~ALPHA_CTRL_STOP;\n", "");
  const twice = once.replace("\t\tudelay(10);\n", "");
  const thrice = twice.replace(/\tif \(tries == 20\)[^}]*}\n/, "");
  const values = [START, once, twice, thrice].map((text) => similarity(START, text));
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(new Set(values).size).toBe(4);
});

test("a changed call costs more than a changed variable", () => {
  const call = similarity(START, renamed(START, { spin_lock_irqsave: "local_irq_save_on" }));
  const variable = similarity(START, START.replace("lock, flags", "lock, saved"));
  expect(call).toBeLessThan(variable);
});

test("a change of the driver's prefix costs less than another name", () => {
  const prefix = similarity(START, renamed(START, { ALPHA_STATUS: "BETA_STATUS" }));
  const other = similarity(START, renamed(START, { ALPHA_STATUS: "BETA_LEVEL" }));
  expect(prefix).toBeGreaterThan(other);
});

test("the same outline with every name another one is no near copy", () => {
  let n = 0;
  const blind = START.replace(
    /\b(?!int|for|if|return|struct|unsigned|long|break|static)[A-Za-z_]\w*/g,
    () => `name${n++}`,
  );
  expect(similarity(START, blind)).toBeLessThan(0.7);
});

const statements = fc.constantFrom(
  "a = read(b + REG);",
  "write(a, b);",
  "if (a > b) { stop(b->dev); }",
  "while (busy(a)) pause();",
  "b->count++;",
  "return 1;",
);
const bodies = fc
  .array(statements, { minLength: 1, maxLength: 12 })
  .map((lines) => `int f(int a)\n{\n${lines.join("\n")}\n}\n`);

test("an alignment rises on both sides and stays inside", () => {
  const aligner = new Aligner();
  const alignment = new Alignment();
  fc.assert(
    fc.property(bodies, bodies, (left, right) => {
      const a = encode(left).symbols;
      const b = encode(right).symbols;
      aligner.align(a, b, alignment);
      for (let k = 0; k < alignment.count; k++) {
        expect(alignment.left[k]).toBeGreaterThan(k === 0 ? -1 : alignment.left[k - 1]);
        expect(alignment.right[k]).toBeGreaterThan(k === 0 ? -1 : alignment.right[k - 1]);
      }
      if (alignment.count === 0) return;
      expect(alignment.left[alignment.count - 1]).toBeLessThan(a.length);
      expect(alignment.right[alignment.count - 1]).toBeLessThan(b.length);
    }),
  );
});

test("similarity lies between 0 and 1 and is 1 for equal symbols only when nothing is missing", () => {
  fc.assert(
    fc.property(bodies, bodies, (left, right) => {
      const value = similarity(left, right);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(similarity(left, left)).toBe(1);
    }),
  );
});

test("parsing a number and storing it is a look-alike, not a copy", () => {
  const store = (name: string, body: string) =>
    `static ssize_t ${name}(struct device *dev, struct device_attribute *attr, const char *buf, size_t n)\n{\n${body}}\n`;
  const level = store(
    "level_store",
    "\tstruct lamp *lamp = lamp_get_drvdata(dev);\n\tu8 level;\n\tint ret;\n\n\tret = kstrtou8(buf, 10, &level);\n\tif (ret)\n\t\treturn ret;\n\n\tlamp->level = level;\n\n\treturn n;\n",
  );
  const address = store(
    "address_store",
    "\tstruct port *port = dev_get_drvdata(dev);\n\tu32 val;\n\tint err;\n\n\terr = kstrtou32(buf, 0, &val);\n\tif (err)\n\t\treturn err;\n\n\terr = port_set_address(port, val);\n\treturn err ? : n;\n",
  );
  const both = store(
    "both_store",
    "\tstruct lamp *lamp = lamp_get_drvdata(dev);\n\tu8 level;\n\tint ret;\n\n\tret = kstrtou8(buf, 10, &level);\n\tif (ret)\n\t\treturn ret;\n\n\tlamp->level = level;\n\tlamp->dirty = true;\n\n\treturn n;\n",
  );
  expect(similarity(level, address)).toBe(0);
  expect(similarity(level, both)).toBeGreaterThan(0.8);
});

test("register writes of other numbers in another order are another list", () => {
  const writes = (values: readonly string[]) =>
    `static void panel_init(struct panel *p)\n{\n${values.map((value) => `\tpanel_write(p, ${value});\n`).join("")}}\n`;
  const one = writes([
    "0xee, 0x42",
    "0xe0, 0x00, 0x02",
    "0xe1, 0x04, 0xa0",
    "0xe2, 0x10",
    "0xe3, 0x33",
    "0xe4, 0x22",
  ]);
  const other = writes([
    "0xef, 0x08",
    "0xc7, 0x04, 0x01",
    "0xcc, 0x38",
    "0xb9, 0x11",
    "0xbc, 0x03, 0x06",
    "0xc0, 0x89",
  ]);
  const longer = one.replace("\tpanel_write(p, 0xe4, 0x22);\n", "$&\tpanel_write(p, 0xe5, 0x44);\n");
  expect(similarity(one, other)).toBeLessThan(0.7);
  expect(similarity(one, longer)).toBeGreaterThan(0.8);
});

test("a short function is a near copy of itself with a statement more", () => {
  const long =
    "static int port_resume(struct device *dev)\n{\n\tstruct port *port = dev_get_drvdata(dev);\n\n\tport_power(port->ctrl, port->id, port->dr_mode, true);\n\n\tif (device_may_wakeup(dev))\n\t\tport_wake(port->ctrl, port->id, false);\n\n\treturn 0;\n}\n";
  const short = long.replace("\tport_power(port->ctrl, port->id, port->dr_mode, true);\n", "");
  expect(similarity(long, short)).toBeGreaterThan(0.7);
  expect(similarity(short, long)).toBe(similarity(long, short));
});
