/**
 * The arrows between the packages, and who may touch the world outside, held by the imports as they stand.
 * Every rule is a pure function of the modules, and each is also run on a module that breaks it: a rule that
 * cannot fail would be no rule.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const PACKAGES = join(import.meta.dirname, "../packages");

/** What each package may import of the others. `report` sees only types. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "c-source": [],
  clones: ["c-source"],
  codemod: ["c-source"],
  proof: ["c-source"],
  library: ["c-source"],
  fold: ["c-source", "clones", "codemod"],
  report: ["c-source", "clones", "codemod", "fold", "library", "proof"],
  cli: ["c-source", "clones", "codemod", "fold", "library", "proof", "report"],
};
const TYPES_ONLY = new Set(["report"]);

/** Files and folders that may read or write files. Everything else gets its data from its caller. */
const MAY_USE_FILES = [
  "cli/",
  "proof/",
  "clones/src/scan/",
  "clones/src/cache/",
  "codemod/src/run/",
  "codemod/src/testing",
  "library/src/",
];
/** Only one place runs tools; codemods run in a process of their own, which another place starts. */
const MAY_START_PROCESSES = ["proof/src/tools/run-tool.ts", "codemod/src/run/worker-process.ts"];

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

interface Module {
  /** `clones/src/index.ts` */
  readonly name: string;
  readonly package: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

type Rule = (module: Module) => readonly string[];

const modules = Object.keys(ARROWS).flatMap((name) => readModules(join(PACKAGES, name, "src")));

function readModules(folder: string): Module[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readModules(path);
    return entry.name.endsWith(".ts")
      ? [parseModule(relative(PACKAGES, path).split(sep).join("/"), readFileSync(path, "utf8"))]
      : [];
  });
}

function parseModule(name: string, text: string): Module {
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined
    ) {
      imports.push({
        specifier: (node.moduleSpecifier as ts.StringLiteral).text,
        isTypeOnly: isTypeOnly(node),
      });
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      ts.isStringLiteral(node.arguments[0]!)
    ) {
      imports.push({ specifier: node.arguments[0].text, isTypeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true));
  return { name, package: name.split("/")[0]!, text, imports };
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  const areNamesTypes =
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly);
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || areNamesTypes;
}

const followsArrows: Rule = (module) =>
  module.imports.flatMap(({ specifier, isTypeOnly }) => {
    if (specifier === "kindred") return [`${module.name} imports the command`];
    const target = /^@kindred\/([^/]+)/.exec(specifier)?.[1];
    if (target === undefined) return [];
    if (!ARROWS[module.package]!.includes(target)) return [`${module.name} imports ${specifier}`];
    return TYPES_ONLY.has(module.package) && !isTypeOnly
      ? [`${module.name} imports more than types of ${specifier}`]
      : [];
  });

const importsSources: Rule = (module) =>
  module.imports.flatMap(({ specifier }) => {
    const isForeign =
      /(^|\/)dist\//.test(specifier) ||
      specifier.split("/").filter((part) => part === "..").length >= module.name.split("/").length - 2 + 1;
    const lacksEnding = specifier.startsWith(".") && !specifier.endsWith(".ts");
    return isForeign || lacksEnding ? [`${module.name} imports ${specifier}`] : [];
  });

const usesFilesWhereAllowed: Rule = (module) => {
  const isAllowed = MAY_USE_FILES.some((prefix) => module.name.startsWith(prefix));
  const uses = module.imports.filter(
    ({ specifier, isTypeOnly }) => /^(node:)?fs(\/|$)/.test(specifier) && !isTypeOnly,
  );
  return isAllowed ? [] : uses.map(({ specifier }) => `${module.name} imports ${specifier}`);
};

const startsProcessesWhereAllowed: Rule = (module) => {
  const isAllowed = MAY_START_PROCESSES.includes(module.name);
  const uses = module.imports.filter(
    ({ specifier, isTypeOnly }) => /^(node:)?child_process$/.test(specifier) && !isTypeOnly,
  );
  return isAllowed ? [] : uses.map(({ specifier }) => `${module.name} imports ${specifier}`);
};

const setsExitCodeInMain: Rule = (module) =>
  module.name !== "cli/src/main.ts" && /process\.exitCode\s*=[^=]/.test(module.text)
    ? [`${module.name} sets process.exitCode`]
    : [];

const declaresWhatItImports: Rule = (module) => {
  const manifest = JSON.parse(readFileSync(join(PACKAGES, module.package, "package.json"), "utf8")) as Record<
    string,
    Record<string, string> | undefined
  >;
  const declared = new Set([
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.devDependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  return module.imports.flatMap(({ specifier }) => {
    if (specifier.startsWith(".") || specifier.startsWith("node:")) return [];
    const name = specifier.startsWith("@")
      ? specifier.split("/").slice(0, 2).join("/")
      : specifier.split("/")[0]!;
    // What is exported for the tests of users runs in their vitest.
    if (name === "vitest" && module.name.endsWith("/src/testing.ts")) return [];
    return declared.has(name) || name === manifest.name?.toString()
      ? []
      : [`${module.name} imports ${name}, which ${module.package}/package.json does not declare`];
  });
};

const reexportsOnly: Rule = (module) => {
  if (module.name !== `${module.package}/src/index.ts`) return [];
  const source = ts.createSourceFile(module.name, module.text, ts.ScriptTarget.ES2023, true);
  const others = source.statements.filter(
    (statement) => !ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined,
  );
  return others.map((statement) => `${module.name} holds code: ${statement.getText().slice(0, 60)}`);
};

/** Each rule, and a module that breaks it. */
const RULES: readonly (readonly [string, Rule, Module])[] = [
  [
    "packages import only what stands below them",
    followsArrows,
    parseModule("clones/src/x.ts", 'import { planFolds } from "@kindred/fold";'),
  ],
  [
    "report imports only types",
    followsArrows,
    parseModule("report/src/x.ts", 'import { decodeC } from "@kindred/c-source";'),
  ],
  ["nobody imports the command", followsArrows, parseModule("fold/src/x.ts", 'export * from "kindred";')],
  [
    "imports name sources, with their ending",
    importsSources,
    parseModule("fold/src/x.ts", 'import { y } from "./y";'),
  ],
  [
    "nobody imports built files",
    importsSources,
    parseModule("fold/src/x.ts", 'import { y } from "../dist/y.js";'),
  ],
  [
    "nobody reaches into another package's folder",
    importsSources,
    parseModule("fold/src/a/x.ts", 'import { y } from "../../../clones/src/y.ts";'),
  ],
  [
    "files are touched where that is the job",
    usesFilesWhereAllowed,
    parseModule("c-source/src/x.ts", 'import { readFileSync } from "node:fs";'),
  ],
  [
    "processes are started in two places",
    startsProcessesWhereAllowed,
    parseModule("cli/src/x.ts", 'import { spawn } from "node:child_process";'),
  ],
  [
    "only the command's main sets the exit code",
    setsExitCodeInMain,
    parseModule("cli/src/x.ts", "process.exitCode = 1;"),
  ],
  [
    "packages declare what they import",
    declaresWhatItImports,
    parseModule("clones/src/x.ts", 'import picomatch from "picomatch";'),
  ],
  ["index.ts only re-exports", reexportsOnly, parseModule("clones/src/index.ts", "export const x = 1;")],
];

describe("architecture", () => {
  it("sees the whole code", () => {
    expect(modules.length).toBeGreaterThan(150);
    for (const name of Object.keys(ARROWS))
      expect(modules.filter((module) => module.package === name).length, name).toBeGreaterThan(5);
    expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(500);
  });

  it.each(RULES)("%s", (_, rule, offender) => {
    expect(rule(offender), "the rule lets its offender pass").not.toEqual([]);
    expect(modules.flatMap(rule)).toEqual([]);
  });

  it.each(Object.keys(ARROWS))("%s has a README and tests", (name) => {
    expect(existsSync(join(PACKAGES, name, "README.md"))).toBe(true);
    expect(
      readdirSync(join(PACKAGES, name, "test"), { recursive: true }).some((file) =>
        String(file).endsWith(".test.ts"),
      ),
    ).toBe(true);
  });
});
