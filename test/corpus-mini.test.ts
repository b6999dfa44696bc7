import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  decodeC,
  encodeC,
  type FunctionSpan,
  lex,
  listFunctions,
  TokenBuffer,
  TokenKind,
} from "@kindred/c-source";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface TruthMember {
  readonly file: string;
  readonly function: string;
}

interface TruthEntry {
  readonly id: string;
  readonly type?: string;
  readonly grain: string;
  readonly strategy?: string;
  readonly scope?: string;
  readonly fold?: boolean;
  readonly reason?: string;
  readonly first?: string;
  readonly last?: string;
  readonly members: readonly TruthMember[];
}

const corpus = join(import.meta.dirname, "..", "corpus");
const mini = join(corpus, "mini");
const truth: { schemaVersion: number; families: TruthEntry[]; mustNotFold: TruthEntry[] } = JSON.parse(
  readFileSync(join(mini, "truth.json"), "utf8"),
);
const sources = readdirSync(join(mini, "drivers"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".c"))
  .map((name) => `drivers/${name}`)
  .sort();

const readSource = (file: string) => decodeC(readFileSync(join(mini, file)));

function findMember(member: TruthMember): FunctionSpan {
  const spans = listFunctions(readSource(member.file)).filter((span) => span.name === member.function);
  expect(spans, `${member.file}: ${member.function}`).toHaveLength(1);
  return spans[0]!;
}

/** Tokens of a member from its parameter list on: spelled, or identifiers, numbers and strings by their kind alone. */
function tokensOf(member: TruthMember, blind: boolean): string[] {
  const { nameStart, end } = findMember(member);
  const text = readSource(member.file).slice(nameStart, end);
  const bytes = encodeC(text);
  const tokens = new TokenBuffer();
  lex(bytes, bytes.length, tokens);
  return Array.from({ length: tokens.count }, (_, i) =>
    blind && tokens.kind[i] !== TokenKind.Punctuator
      ? `${tokens.kind[i]}`
      : text.slice(tokens.start[i], tokens.end[i]),
  ).slice(1);
}

/** Function families of one type, by id, with the token sequences of their members. */
function sequences(type: string, blind: boolean): [string, string[]][] {
  return truth.families
    .filter((family) => family.type === type && family.grain === "function")
    .map((family) => [family.id, family.members.map((member) => tokensOf(member, blind).join(" "))]);
}

describe("the build of corpus/mini", () => {
  let objects = "";
  beforeAll(() => {
    objects = mkdtempSync(join(tmpdir(), "kindred-mini-"));
  });
  afterAll(() => rmSync(objects, { recursive: true, force: true }));

  it("compiles every driver with gcc, without a warning", () => {
    const run = spawnSync("make", ["-C", mini, `O=${objects}`], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    expect(run.status).toBe(0);
    const built = readdirSync(objects, { recursive: true, encoding: "utf8" });
    for (const file of sources) expect(built).toContain(file.replace(/\.c$/, ".o"));
    expect(built).toContain("drivers/net/heron.o");
  });

  it("prints one full compiler command for every driver file", () => {
    const log = execFileSync("make", ["-C", mini, "-n", "-B", "V=1", `O=${objects}`], { encoding: "utf8" });
    const commands = log.split("\n").filter((line) => line.startsWith("gcc "));
    const compiled = commands.map((line) => / -c -o (\S+)\.o (\S+)\.c$/.exec(line));
    expect(compiled.map((match) => `${match?.[2]}.c`).sort()).toEqual(sources);
    for (const match of compiled) expect(match?.[1]).toBe(`${objects}/${match?.[2]}`);
  });

  it("gives every driver file its licence", () => {
    for (const file of sources) expect(readSource(file)).toMatch(/^\/\/ SPDX-License-Identifier: GPL-2\.0\n/);
  });
});

describe("corpus/mini/truth.json", () => {
  it("names functions that exist, with at least 50 tokens, in entries of two or more", () => {
    for (const entry of [...truth.families, ...truth.mustNotFold]) {
      expect(entry.members.length, entry.id).toBeGreaterThan(1);
      for (const member of entry.members) {
        expect(tokensOf(member, false).length, member.function).toBeGreaterThanOrEqual(50);
      }
    }
  });

  it("holds every type, both grains and every strategy, foldable ones in one file and in one module", () => {
    const foldable = truth.families.filter((family) => family.fold);
    const kinds = (key: keyof TruthEntry) => [...new Set(foldable.map((family) => family[key]))].sort();
    expect(kinds("type")).toEqual(["type-1", "type-2", "type-3"]);
    expect(kinds("grain")).toEqual(["fragment", "function"]);
    expect(kinds("scope")).toEqual(["directory", "file", "module"]);
    expect(kinds("strategy")).toEqual(
      "callback chip-info existing-helper field-pointer generator-macro parameterised-function shared-function table-driven".split(
        " ",
      ),
    );
  });

  it("tells Type-1 families by equal tokens", () => {
    for (const [id, texts] of sequences("type-1", false)) expect(new Set(texts).size, id).toBe(1);
  });

  it("tells Type-2 families by equal blind tokens", () => {
    for (const [id, texts] of sequences("type-2", false)) expect(new Set(texts).size, id).toBeGreaterThan(1);
    for (const [id, texts] of sequences("type-2", true)) expect(new Set(texts).size, id).toBe(1);
  });

  it("tells Type-3 families by unequal blind tokens", () => {
    for (const [id, texts] of sequences("type-3", true)) expect(new Set(texts).size, id).toBeGreaterThan(1);
  });

  it("finds the ends of every fragment inside each of its functions", () => {
    for (const entry of [...truth.families, ...truth.mustNotFold].filter((it) => it.grain === "fragment")) {
      for (const member of entry.members) {
        const { start, end } = findMember(member);
        const body = readSource(member.file).slice(start, end);
        expect(body.indexOf(entry.first!), entry.id).toBeGreaterThan(0);
        expect(body.indexOf(entry.last!)).toBeGreaterThan(body.indexOf(entry.first!));
      }
    }
  });

  it("has unique ids, and says why for every family that must not be folded", () => {
    const ids = truth.families.map((family) => family.id);
    expect(new Set(ids).size).toBe(ids.length);
    const refused = truth.families.filter((family) => !family.fold);
    const listed = truth.mustNotFold.filter((entry) => ids.includes(entry.id));
    expect(refused.map(({ id, reason, members }) => ({ id, reason, members }))).toEqual(
      listed.map(({ id, reason, members }) => ({ id, reason, members })),
    );
  });
});

describe("the pins of real kernels", () => {
  it.each(["linux-6.12", "linux-6.1"])("%s names a package, its tarball and known-good versions", (name) => {
    const pin = JSON.parse(readFileSync(join(corpus, `${name}.json`), "utf8"));
    expect(pin).toMatchObject({
      schemaVersion: 1,
      name,
      package: name.replace("linux", "linux-source"),
      tarball: `/usr/src/${pin.package}.tar.xz`,
      root: pin.package,
    });
    expect(pin.versions.length).toBeGreaterThan(0);
    for (const version of pin.versions) {
      expect(version).toMatchObject({ version: expect.stringMatching(/^6\.1/), size: expect.any(Number) });
      expect(version.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});
