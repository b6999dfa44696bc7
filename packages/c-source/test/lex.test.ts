import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeC, hashPunctuator, hashWord, lex, TokenBuffer, TokenKind, tokenText } from "../src/index.ts";
import { anyText, cLikeText } from "./arbitrary-c.ts";

function tokensOf(text: string) {
  const bytes = encodeC(text);
  const tokens = new TokenBuffer(2);
  const result = lex(bytes, bytes.length, tokens);
  const list = Array.from({ length: tokens.count }, (_, i) => ({
    text: tokenText(bytes, tokens, i),
    kind: tokens.kind[i],
    hash: tokens.hash[i],
    start: tokens.start[i],
    end: tokens.end[i],
    line: tokens.line[i],
  }));
  return { list, result };
}
const texts = (text: string): string[] => tokensOf(text).list.map((token) => token.text);

describe("lex", () => {
  test("takes the longest operator", () => {
    expect(texts("a<<=b>>=c->d...e<<f++ +--g&&h||i!=j")).toEqual(
      "a <<= b >>= c -> d ... e << f ++ + -- g && h || i != j".split(" "),
    );
  });

  test("reads preprocessing numbers", () => {
    expect(texts("1e+5-0x1p-3+.5f 0xffUL 1.2.3 1..2 10baseT_Full")).toEqual(
      "1e+5 - 0x1p-3 + .5f 0xffUL 1.2.3 1..2 10baseT_Full".split(" "),
    );
  });

  test("gives no tokens for comments, preprocessor lines and `#if 0` branches", () => {
    expect(
      texts('a /* b */ c // d \\\n e\nf\n#define G /* h\n i */ j \\\n k\n  # include "l/*"\nm #n'),
    ).toEqual("a c f m # n".split(" "));
    expect(texts("#if 0 /* no */\ndon't /* # */\n#if X\n#else\na\n#endif\nb\n#else\nc\n#endif\nd")).toEqual([
      "c",
      "d",
    ]);
    expect(texts("#if 01\na\n#endif\n#if 0x\nb\n#endif\n#ifndef X\nc\n#else\nd\n#endif")).toEqual([
      "a",
      "b",
      "c",
      "d",
    ]);
  });

  test("counts every line, also those inside tokens and trivia", () => {
    const { list, result } = tokensOf('a\n"x\\\ny" b /*\n\n*/ c \\\n d\n#define E \\\n\n#if 0\n\n#endif\nf');
    expect(list.map(({ text, line }) => [text.slice(0, 2), line])).toEqual([
      ["a", 1],
      ['"x', 2],
      ["b", 3],
      ["c", 5],
      ["d", 6],
      ["f", 12],
    ]);
    expect(result.lines).toBe(12);
    expect(tokensOf("").result.lines).toBe(0);
    expect(tokensOf("a\n").result.lines).toBe(1);
  });

  test("tells of unterminated comments and literals and goes on behind them", () => {
    const problems = (text: string) => tokensOf(text).result.problems;
    expect(problems("a\n/* b")).toEqual([{ kind: "unterminated-comment", offset: 2, line: 2 }]);
    expect(problems("#define A /* b")).toEqual([{ kind: "unterminated-comment", offset: 0, line: 1 }]);
    expect(problems("a = 'b;\nc")).toEqual([{ kind: "unterminated-char", offset: 4, line: 1 }]);
    expect(problems('"abc\\"')).toEqual([{ kind: "unterminated-string", offset: 0, line: 1 }]);
    expect(texts('"abc\ndef "g"')).toEqual(['"abc', "def", '"g"']);
    expect(problems('"a\\\nb" \'\\\'\' "\\\\"')).toEqual([]);
  });

  test("never looks behind `length`, whatever an earlier file left in the buffer", () => {
    const bytes = encodeC('ab/*"=+5x');
    for (let length = 0; length <= bytes.length; length++) {
      const left = new TokenBuffer();
      const alone = new TokenBuffer();
      lex(bytes, length, left);
      lex(bytes.slice(0, length), length, alone);
      expect(left.count).toBe(alone.count);
      expect([...left.end.slice(0, left.count)]).toEqual([...alone.end.slice(0, alone.count)]);
    }
  });

  test("hashes as hashWord and hashPunctuator do", () => {
    for (const { text, kind, hash } of tokensOf('static x3 0x10 <<= -> ; "s" ...').list) {
      expect(hash).toBe(kind === TokenKind.Punctuator ? hashPunctuator(text) : hashWord(text));
    }
  });
});

describe("lex on any text", () => {
  test("tokens stand in order, never overlap, and re-lex to themselves", () => {
    fc.assert(
      fc.property(fc.oneof(cLikeText, anyText), (text) => {
        const { list, result } = tokensOf(text);
        let last = 0;
        let line = 1;
        for (const token of list) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.line).toBe(text.slice(0, token.start).split("\n").length);
          expect(token.line).toBeGreaterThanOrEqual(line);
          last = token.end;
          line = token.line;
          const again = tokensOf(token.text === "#" ? " x#" : token.text).list;
          expect(again[again.length - 1].text).toBe(token.text);
          expect(again[again.length - 1].hash).toBe(token.hash);
        }
        expect(last).toBeLessThanOrEqual(text.length);
        expect(result.lines).toBe(text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0));
      }),
      { numRuns: 500 },
    );
  });

  test("between tokens stand only blanks, comments and preprocessor lines", () => {
    fc.assert(
      fc.property(cLikeText, (text) => {
        // Without trivia openers and escapes, what is left out must be blank.
        const plain = text.replace(/[/#\\]/g, " ");
        const { list } = tokensOf(plain);
        let at = 0;
        for (const token of list) {
          expect(plain.slice(at, token.start).replace(/[\s\0]/g, "")).toBe("");
          at = token.end;
        }
        expect(plain.slice(at).replace(/[\s\0]/g, "")).toBe("");
      }),
    );
  });
});
