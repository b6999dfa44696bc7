import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createFunctionTable,
  encodeC,
  findFunctions,
  lex,
  listDirectives,
  listFunctions,
  TokenBuffer,
} from "../src/index.ts";
import { anyText, cLikeText, hostileText, mutated } from "./arbitrary-c.ts";
import { isTrivia } from "./is-trivia.ts";

const CORPUS = join(import.meta.dirname, "../../../corpus/mini/drivers");
const drivers = ["leds/leds-glow.c", "net/mini-mchash.c"].map((name) =>
  readFileSync(join(CORPUS, name), "latin1"),
);
const text = fc.oneof(anyText, cLikeText, hostileText, mutated(drivers));
const RUNS = { numRuns: 400 };

function lexAll(source: string) {
  const bytes = encodeC(source);
  const tokens = new TokenBuffer(2);
  const result = lex(bytes, bytes.length, tokens);
  return { bytes, tokens, result };
}

/** Bytes that note every read, so that one behind the end is seen whatever stands there. */
function watched(bytes: Uint8Array) {
  const seen = { reads: 0, highest: -1 };
  const view = new Proxy(bytes, {
    get(target, key) {
      if (typeof key === "symbol" || !/^\d+$/.test(key)) return Reflect.get(target, key, target);
      seen.reads++;
      seen.highest = Math.max(seen.highest, Number(key));
      return target[Number(key)];
    },
  });
  return { seen, view };
}

describe("the lexer on hostile text", () => {
  test("tokens and trivia cover the text in order, whole and once", () => {
    fc.assert(
      fc.property(text, (source) => {
        const { tokens, result } = lexAll(source);
        let last = 0;
        for (let i = 0; i < tokens.count; i++) {
          const [start, end] = [tokens.start[i]!, tokens.end[i]!];
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(isTrivia(source.slice(last, start), i === 0)).toBe(true);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(source.length);
        expect(isTrivia(source.slice(last), tokens.count === 0)).toBe(true);
        expect(result.lines).toBe(
          source.split("\n").length - (source === "" || source.endsWith("\n") ? 1 : 0),
        );
        for (const { offset, line } of result.problems)
          expect(line).toBe(source.slice(0, offset).split("\n").length);
      }),
      RUNS,
    );
  });

  test("tells the same of a text whatever stands behind it in the buffer", () => {
    fc.assert(
      fc.property(
        text,
        fc.oneof(hostileText, fc.constantFrom("/", "*/", "=", "0", "\n", '"')),
        (source, behind) => {
          const alone = lexAll(source);
          const tokens = new TokenBuffer(2);
          const result = lex(encodeC(source + behind), source.length, tokens);
          expect(result).toEqual(alone.result);
          expect(tokens.count).toBe(alone.tokens.count);
          for (const column of ["start", "end", "kind", "hash", "line"] as const)
            expect(tokens[column].subarray(0, tokens.count)).toEqual(
              alone.tokens[column].subarray(0, tokens.count),
            );
        },
      ),
      RUNS,
    );
  });

  test("reads no byte behind the end, and each one a few times at most", () => {
    fc.assert(
      fc.property(text, (source) => {
        const { seen, view } = watched(encodeC(`${source}"/*#`));
        lex(view, source.length, new TokenBuffer(2));
        expect(seen.highest).toBeLessThan(source.length);
        expect(seen.reads).toBeLessThanOrEqual(READS_A_BYTE * source.length);
      }),
      RUNS,
    );
  });

  test("no token stands in a preprocessor line, and these stand in order", () => {
    fc.assert(
      fc.property(text, (source) => {
        const { bytes, tokens } = lexAll(source);
        let last = 0;
        let i = 0;
        for (const { start, end } of listDirectives(bytes)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(source.length);
          while (i < tokens.count && tokens.end[i]! <= start) i++;
          if (i < tokens.count) expect(tokens.start[i]).toBeGreaterThanOrEqual(end);
          last = end;
        }
      }),
      RUNS,
    );
  });
});

/** A byte is looked at as a token's first, in the token, in its hash, as the next one's look-ahead … */
const READS_A_BYTE = 16;

describe("the function finder on hostile text", () => {
  test("functions stand in order, apart, inside the text, and their braces are theirs", () => {
    fc.assert(
      fc.property(text, (source) => {
        let last = 0;
        for (const { start, nameStart, bodyStart, end, startLine, endLine } of listFunctions(source)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect([start <= nameStart, nameStart < bodyStart, bodyStart < end]).toEqual([true, true, true]);
          expect(end).toBeLessThanOrEqual(source.length);
          expect(source[bodyStart] + source[end - 1]!).toBe("{}");
          expect(startLine).toBe(source.slice(0, start).split("\n").length);
          expect(endLine).toBe(source.slice(0, end).split("\n").length);
          last = end;
        }
      }),
      RUNS,
    );
  });

  test("finds the same functions whatever stands behind the text in the buffer", () => {
    fc.assert(
      fc.property(text, hostileText, (source, behind) => {
        const spans = [source, source + behind].map((whole) => {
          const tokens = new TokenBuffer(2);
          const table = createFunctionTable();
          const bytes = encodeC(whole);
          lex(bytes, source.length, tokens);
          findFunctions(bytes, source.length, tokens, table);
          return Array.from({ length: table.count }, (_, f) => [
            table.firstToken[f],
            table.nameToken[f],
            table.lastToken[f],
          ]);
        });
        expect(spans[1]).toEqual(spans[0]);
      }),
      RUNS,
    );
  });
});
