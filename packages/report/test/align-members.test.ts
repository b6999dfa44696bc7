import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlignedMembers, alignMembers } from "../src/align/align-members.ts";
import { alignTokens } from "../src/align/align-tokens.ts";
import { displayTokens } from "../src/align/display-tokens.ts";
import { cleanLines } from "../src/format/clean-text.ts";
import { memberText } from "./sample-documents.ts";

/** Words that make up C-like texts: layout, comments, unterminated literals and control characters among them. */
const WORDS =
  'if ( ret < 0 ) return - EINVAL ; { } a b c dev 0x10 0x20 "s" \'c\' -> . , \n \t /* */ // " \u001b'.split(
    / /,
  );
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(" "));

/** The marked stretches of a member with their holes, in order. */
function marked(aligned: AlignedMembers, member: number): [string, number][] {
  const view = aligned.members[member]!;
  return view.marks.flatMap((marks, line) =>
    marks.map(([start, end, hole]): [string, number] => [view.lines[line]!.slice(start, end), hole]),
  );
}

/** Rows as text, members beside each other. */
function table({ members, rows }: AlignedMembers): string[] {
  return rows.map((row) =>
    row.map((line, member) => (line < 0 ? "-" : members[member]!.lines[line]!.trim())).join(" | "),
  );
}

describe("alignMembers", () => {
  it("numbers the holes of renamed members at every place", () => {
    const holes = [
      { kind: "literal", values: ["0x10", "LED_REG"] },
      { kind: "type", values: ["a_led", "b_led"] },
    ] as const;
    const aligned = alignMembers([memberText("a", "0x10"), memberText("b", "LED_REG")], holes);
    expect(marked(aligned, 1)).toEqual([
      ["b_write", 0],
      ["b_led", 2],
      ["b_led", 2],
      ["LED_REG", 1],
    ]);
    expect(aligned.rows).toEqual(aligned.rows.map((_, line) => [line, line]));
  });

  it("marks nothing where members differ only in layout and comments", () => {
    const aligned = alignMembers(["f(a, b);\nreturn 0;", "f(a,\n  b); /* why */\n\n  return 0; // done"], []);
    expect([marked(aligned, 0), marked(aligned, 1)]).toEqual([[], []]);
    expect(table(aligned)).toEqual([
      "f(a, b); | f(a,",
      "- | b); /* why */",
      "- | ",
      "return 0; | return 0; // done",
    ]);
  });

  it("gives an added statement a line of its own, whichever member has it", () => {
    const [short, long] = ["f();\nb(x);\nc(x);", "g();\nb(x);\nd(x);\nc(x);"];
    const hole = { kind: "statement", values: ["", "d(x);"] } as const;
    const added = alignMembers([short, long], [hole]);
    expect(marked(added, 1)).toEqual([
      ["g", 0],
      ["d(x);", 1],
    ]);
    expect(table(added)).toEqual(["f(); | g();", "b(x); | b(x);", "- | d(x);", "c(x); | c(x);"]);
    const gone = alignMembers([long, short], [{ ...hole, values: ["d(x);", ""] }]);
    expect(marked(gone, 0)).toEqual([
      ["g", 0],
      ["d(x);", 1],
    ]);
    expect(table(gone)).toEqual(["g(); | f();", "b(x); | b(x);", "d(x); | -", "c(x); | c(x);"]);
  });

  it("finds holes of several words, also where one member's value holds another's", () => {
    const holes = [{ kind: "expression", values: ["ret", "ret < 0", "!p->dev"] }] as const;
    const aligned = alignMembers(
      ["if (ret)\n\treturn;", "if (ret < 0)\n\treturn;", "if (!p->dev)\n\treturn;"],
      holes,
    );
    expect([0, 1, 2].map((member) => marked(aligned, member))).toEqual([
      [["ret", 1]],
      [["ret < 0", 1]],
      [["!p->dev", 1]],
    ]);
  });

  it("finds a statement that is another statement elsewhere", () => {
    const holes = [{ kind: "statement", values: ["x->on = 1;", "return;"] }] as const;
    const aligned = alignMembers(["f(a);\nx->on = 1;\n}", "f(a);\nreturn;\n}"], holes);
    expect([0, 1].map((member) => marked(aligned, member))).toEqual([[["x->on = 1;", 1]], [["return;", 1]]]);
  });
});

describe("alignMembers on any texts", () => {
  it("keeps every line of every member once and in order, and marks within the lines", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const aligned = alignMembers(texts, []);
        for (const [member, view] of aligned.members.entries()) {
          expect(view.lines).toEqual(cleanLines(texts[member]!));
          const shown = aligned.rows.map((row) => row[member]!).filter((line) => line >= 0);
          expect(shown).toEqual(view.lines.map((_, line) => line));
          for (const [line, marks] of view.marks.entries()) {
            let position = 0;
            for (const [start, end] of marks) {
              expect(start).toBeGreaterThanOrEqual(position);
              expect(end).toBeGreaterThan(start);
              expect(end).toBeLessThanOrEqual(view.lines[line]!.length);
              position = end;
            }
          }
        }
      }),
    );
  });

  it("leaves unmarked exactly what two members share", () => {
    const words = fc.array(fc.constantFrom(..."a b c ( ) ; { } if 1 2 \n".split(" ")), { maxLength: 60 });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const aligned = alignMembers([left.join(" "), right.join(" ")], []);
        expect(unmarkedWords(aligned, 0)).toEqual(unmarkedWords(aligned, 1));
      }),
    );
  });
});

function unmarkedWords({ members }: AlignedMembers, member: number): string[] {
  const { lines, marks } = members[member]!;
  const blanked = lines.map((line, index) =>
    marks[index]!.reduce(
      (rest, [start, end]) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
      line,
    ),
  );
  return blanked.join(" ").match(/\S+/g) ?? [];
}

describe("alignTokens", () => {
  it("pairs without crossing, and only tokens that can stand for each other", () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [a, b] = [displayTokens(left), displayTokens(right)];
        let last = -1;
        for (const [own, partner] of alignTokens(a, b).entries()) {
          if (partner < 0) continue;
          expect(partner).toBeGreaterThan(last);
          last = partner;
          if (b[own]!.kind === "punctuator") expect(a[partner]!.text).toBe(b[own]!.text);
        }
      }),
    );
  });

  it("pairs only the common ends of members too long for a full alignment", () => {
    const middle = (seed: number) =>
      Array.from({ length: 3000 }, (_, i) => `w${(i * seed) % 977};`).join(" ");
    const left = displayTokens(`start(); ${middle(7)} end();`);
    const right = displayTokens(`start(); extra(); ${middle(11)} end();`);
    const partners = alignTokens(left, right);
    expect([...partners.slice(0, 4)]).toEqual([0, 1, 2, 3]);
    expect(partners.at(-1)).toBe(left.length - 1);
    expect(partners[5000]).toBe(-1);
  });
});

describe("displayTokens", () => {
  it("covers every character that is neither blank nor comment, in order", () => {
    fc.assert(
      fc.property(text, (source) => {
        let rest = source;
        for (const token of displayTokens(source).reverse()) {
          expect(source.slice(token.start, token.end)).toBe(token.text);
          rest = rest.slice(0, token.start) + rest.slice(token.end);
        }
        expect(rest.replace(/\/\*[\s\S]*?(\*\/|$)|\/\/[^\n]*/g, "").trim()).toBe("");
      }),
    );
  });

  it("is linear on text made to slow it down", () => {
    for (const hostile of ["/*", '"', "'", "\\", '"\\', "0x", "//", "<<<<"]) {
      expect(displayTokens(hostile.repeat(200_000)).length).toBeLessThanOrEqual(800_000);
    }
  });
});
