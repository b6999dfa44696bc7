import { KindredError } from "@kindred/c-source";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalModule } from "../src/ir/canonical-module.ts";
import { compareIr } from "../src/ir/compare-ir.ts";
import { normalizeComparison } from "../src/ir/condition.ts";
import { tokenizeIr } from "../src/ir/ir-tokens.ts";
import { createTypeReader } from "../src/ir/ir-types.ts";
import { findMemoryVersions } from "../src/ir/memory-versions.ts";
import { readIr } from "../src/ir/read-ir.ts";
import { compileFor, hasClang } from "./pairs/compile-pair.ts";

const LAYOUT = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128";
const module = (body: string): string => `target datalayout = "${LAYOUT}"\n${body}\n`;

describe("types", () => {
  const types = new Map([
    ["%struct.list", "{ %struct.list*, %struct.list* }"],
    ["%struct.a", "{ i8, i32, [3 x i16], %struct.list, %struct.b* }"],
    ["%struct.b", "{ %struct.a, i64 }"],
    ["%struct.c", "{ [4 x %struct.d]*, i8 }"],
    ["%struct.d", "{ %struct.c, i8 }"],
    ["%union.u", "<{ i8, i64 }>"],
  ]);
  const reader = createTypeReader({ types, dataLayout: LAYOUT });
  const read = (text: string) => reader.read({ tokens: tokenizeIr(text), at: 0 })!;

  it("lays out structs as the compiler does", () => {
    expect(read("%struct.a").fields!.map((field) => field.offset)).toEqual([0, 4, 8, 16, 32]);
    expect([read("%struct.a").size, read("%struct.b").size, read("%union.u").size]).toEqual([40, 48, 9]);
    expect([read("i128").size, read("i24").size, read("[5 x i24]").size, read("i1").size]).toEqual([
      16, 4, 20, 1,
    ]);
  });

  it("does not look behind pointers, so recursion ends", () => {
    expect(read("%struct.list").text).toBe("{ ptr, ptr }");
    expect(read("%struct.d").text).toBe("{ { ptr, i8 }, i8 }");
    expect(read("%struct.c").text).toBe("{ ptr, i8 }");
    expect(read("void (%struct.a*, i32, ...)*").text).toBe("ptr");
    expect(reader.read({ tokens: tokenizeIr("[ i32 1, i32 2 ]"), at: 0 })).toBeUndefined();
  });

  it.skipIf(!hasClang)("agrees with clang on offsets", async () => {
    const text =
      "struct in { u8 a; double d; u8 b; }; struct s { u8 a; u32 b; struct in c[3]; u8 d; unsigned long e; };\n" +
      "void *f(struct s *s) { return &s->c[2].b; } void *g(struct s *s) { return (char *)s + __builtin_offsetof(struct s, c[2].b); }\n" +
      "void *h(struct s *s, long i) { return &s[i].c[1].d; }";
    const ir = (await compileFor("llvm-ir-graph", text)).toString("latin1");
    const functions = canonicalModule(readIr(ir));
    const bodyOf = (name: string) => functions.get(`function @${name}`)![0]!.split("\n").slice(1).join("\n");
    expect(bodyOf("f")).toBe(bodyOf("g"));
    expect(bodyOf("h")).toMatch(/ret ptr \(arg0 \+ \d+ \+ i64 arg1 \* 96\)/);
  });
});

describe("conditions", () => {
  const BITS = 4;
  const number = fc.integer({ min: -8, max: 7 });
  const holds = (predicate: string, a: number, b: number): boolean => {
    const [x, y] = predicate.startsWith("u") ? [a & 15, b & 15] : [a, b];
    const last = predicate.replace(/^[us]/, "");
    const table: Record<string, boolean> = {
      eq: x === y,
      ne: x !== y,
      lt: x < y,
      le: x <= y,
      gt: x > y,
      ge: x >= y,
    };
    return table[last]!;
  };

  it("mean the same in their one form", () => {
    const predicate = fc.constantFrom("eq", "ne", "ult", "ule", "ugt", "uge", "slt", "sle", "sgt", "sge");
    fc.assert(
      fc.property(
        predicate,
        number,
        number,
        fc.constantFrom("left", "right", "none"),
        (name, a, b, constant) => {
          const left = constant === "left" ? `${a}` : "x";
          const right = constant === "right" ? `${b}` : "y";
          const form = normalizeComparison(name, left, right, BITS);
          const value = (text: string): number => (text === "x" ? a : text === "y" ? b : Number(text));
          expect(holds(form.predicate, value(form.left), value(form.right)) !== form.negated).toBe(
            holds(name, a, b),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("come out alike for a comparison and its opposite", () => {
    const plain = normalizeComparison("ugt", "x", "4", 32);
    expect(normalizeComparison("ult", "x", "5", 32)).toEqual({ ...plain, negated: !plain.negated });
  });
});

describe("memory versions", () => {
  it("go round a loop without effects, and meet after one with", () => {
    const quiet = [
      { predecessors: [], effects: 1 },
      { predecessors: [0, 2], effects: 0 },
      { predecessors: [1], effects: 0 },
    ];
    expect(findMemoryVersions(quiet)).toEqual(["start", "0.0", "0.0"]);
    const loud = [
      { predecessors: [], effects: 1 },
      { predecessors: [0, 2], effects: 0 },
      { predecessors: [1], effects: 1 },
    ];
    expect(findMemoryVersions(loud)).toEqual(["start", "meet1", "meet1"]);
  });
});

describe("functions", () => {
  const same = (a: string, b: string) => compareIr(module(a), module(b));

  it("read the same in typed and opaque pointers, with other names and hints", () => {
    const typed =
      "define i32 @f(i32* nocapture readonly %0) #0 {\n  %2 = getelementptr inbounds i32, i32* %0, i64 1\n  %3 = load i32, i32* %2, align 4, !tbaa !3\n  ret i32 %3\n}";
    const opaque =
      "define i32 @f(ptr %p) #0 {\nentry:\n  %q = getelementptr i8, ptr %p, i64 4\n  %v = load i32, ptr %q\n  ret i32 %v\n}";
    expect(same(typed, opaque)).toEqual([]);
  });

  it("keep a phi's ways with the blocks they come from", () => {
    const text = (a: string, b: string) =>
      `define i32 @f(i1 %0, i32 %1, i32 %2) {\n  br i1 %0, label %4, label %5\n4:\n  br label %6\n5:\n  br label %6\n6:\n  %7 = phi i32 [ ${a}, %4 ], [ ${b}, %5 ]\n  ret i32 %7\n}`;
    expect(same(text("%1", "%2"), text("%2", "%1"))).not.toEqual([]);
    const entry =
      "define i32 @f(i1 %0, i32 %1) {\n  br i1 %0, label %3, label %4\n3:\n  br label %4\n4:\n  %5 = phi i32 [ %1, %3 ], [ 8, %2 ]\n  ret i32 %5\n}";
    expect(same(entry, entry.replace("[ 8, %2 ]", "[ 9, %2 ]"))).not.toEqual([]);
  });

  it("do not mix up expressions that would read alike without brackets", () => {
    const text = (a: string, b: string) =>
      `define i32 @f(i32 %0, i32 %1, i32 %2) {\n  %4 = sub i32 ${a}\n  %5 = sub i32 ${b}\n  ret i32 %5\n}`;
    expect(same(text("%0, %1", "%4, %2"), text("%1, %2", "%0, %4"))).not.toEqual([]);
  });

  it("know the effects that share a name with metadata", () => {
    const text = (name: string) =>
      `define i64 @f() {\n  %1 = call i64 @llvm.read_register.i64(metadata !0)\n  ret i64 %1\n}\n!0 = !{!"${name}"}`;
    expect(same(text("rsp"), text("rsp"))).toEqual([]);
    expect(same(text("rsp"), text("rbp"))).not.toEqual([]);
  });

  it("forget numbers of labels that the linker drops, and only those", () => {
    const text = (n: number, section: string) =>
      `define void @f() {\n  call void asm sideeffect "${n}: nop\\0A\\09.pushsection .${section}\\0A\\09.long ${n}b - .\\0A\\09.popsection", "i"(i32 ${n})\n  ret void\n}`;
    expect(same(text(911, "discard.instr_begin"), text(913, "discard.instr_begin"))).toEqual([]);
    expect(same(text(911, "keep"), text(913, "keep"))).not.toEqual([]);
  });
});

describe("damaged IR", () => {
  const text = module(
    '%struct.s = type { i32, i8* }\n@g = internal global %struct.s { i32 1, i8* getelementptr inbounds ([2 x i8], [2 x i8]* @.str, i64 0, i64 0) }\n@.str = private unnamed_addr constant [2 x i8] c"a\\00"\n' +
      "define i32 @f(%struct.s* %0, i32 %1) {\n  %3 = getelementptr inbounds %struct.s, %struct.s* %0, i64 0, i32 1\n  %4 = load i8*, i8** %3\n  switch i32 %1, label %7 [\n    i32 1, label %5\n    i32 2, label %7\n  ]\n5:\n  %6 = call i32 @h(i8* %4)\n  ret i32 %6\n7:\n  ret i32 0\n}\ndeclare i32 @h(i8*)",
  );
  const tryRead = (damaged: string): void => {
    try {
      compareIr(damaged, text);
    } catch (error) {
      expect(error).toBeInstanceOf(KindredError);
    }
  };

  it("is whole before it is damaged", () => {
    expect(compareIr(text, text)).toEqual([]);
    expect([...canonicalModule(readIr(text)).keys()]).toEqual(["function @f", "data @g"]);
  });

  it("ends in an error or a reading, cut off or changed anywhere", () => {
    for (let length = 0; length < text.length; length += 3) tryRead(text.slice(0, length));
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom("(", ")", "%", "@", ",", "{", "", "[", "1", "x"),
        (at, part) => {
          tryRead(text.slice(0, at) + part + text.slice(at + 1));
        },
      ),
      { numRuns: 500 },
    );
  });
});
