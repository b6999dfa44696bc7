import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import { describe, expect, it } from "vitest";
import { COMMON_OPTIONS } from "../src/arguments/option-table.ts";
import { parseArguments } from "../src/arguments/parse-arguments.ts";
import { hasFlag, readList, readText } from "../src/arguments/read-options.ts";
import { loadConfig } from "../src/config/load-config.ts";
import { VERBS } from "../src/verb-list.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function configured(verbName: string, config: unknown, argv: string[] = []) {
  const cwd = temporaryFolder({
    "kindred.config.json": typeof config === "string" ? config : JSON.stringify(config),
  });
  const verb = VERBS.find((candidate) => candidate.name === verbName)!;
  return loadConfig(cwd, undefined).completeArguments(
    parseArguments(argv, { ...COMMON_OPTIONS, ...verb.options }, verb.name),
    verb,
  );
}

describe("loadConfig", () => {
  it("fills in what was not typed", () => {
    const config = {
      find: { "min-tokens": 60, exclude: ["staging", "test"], headers: true, "include-boilerplate": false },
    };
    const args = configured("find", config, ["--min-tokens", "70"]);
    expect(readText(args, "min-tokens")).toBe("70");
    expect(readList(args, "exclude")).toEqual(["staging", "test"]);
    expect(hasFlag(args, "headers")).toBe(true);
    expect(hasFlag(args, "include-boilerplate")).toBe(false);
  });

  it("lets what holds for find hold for fold, unless fold says otherwise", () => {
    expect(readText(configured("fold", { find: { similarity: 0.9 } }), "similarity")).toBe("0.9");
    expect(
      readText(configured("fold", { find: { similarity: 0.9 }, fold: { similarity: 0.8 } }), "similarity"),
    ).toBe("0.8");
  });

  it.each([
    [{ fnd: {} }, "`fnd`", "`find`"],
    [{ find: { "min-token": 1 } }, "`find.min-token`", "`find.min-tokens`"],
    [{ apply: { write: true } }, "`apply.write`", "Known keys"],
    [{ find: { scope: "fiel" } }, "does not know `fiel`", "`file`"],
    [{ find: { "min-tokens": {} } }, "wrong kind", "one value"],
    [{ find: [] }, "not an object", "{"],
    [{ prove: null }, "`prove` is not an object", "{"],
    ["{ nonsense", "cannot be read", "--config"],
  ])("refuses %j", (config, message, hint) => {
    try {
      configured("find", config);
      configured("apply", config);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(KindredError);
      expect((error as KindredError).code).toBe("E_USAGE");
      expect((error as KindredError).message).toContain(message);
      expect((error as KindredError).hint).toContain(hint);
    }
  });

  it("does without a file, but not without one that was named", () => {
    const cwd = temporaryFolder();
    expect(loadConfig(cwd, undefined).path).toBeUndefined();
    const path = join(cwd, "none.json");
    expect(() => loadConfig(cwd, path)).toThrow(
      expect.objectContaining({ code: "E_USAGE", message: `There is no configuration \`${path}\`.` }),
    );
    expect(() => loadConfig(cwd, cwd)).toThrow(/cannot be read: it is a folder\.$/);
  });
});
