import { describeFailure, runTool } from "@kindred/proof";
import { describe, expect, it } from "vitest";

const node = process.execPath;

describe("runTool", () => {
  it("passes arguments and input through untouched", async () => {
    const script = "process.stdin.pipe(process.stdout); process.stderr.write(process.argv[1])";
    const result = await runTool([node, "-e", script, "$(x) `y` 'z'"], { input: "é\xff", encoding: "utf8" });
    expect(result).toMatchObject({ outcome: "exited", code: 0, stdout: "éÿ", stderr: "$(x) `y` 'z'" });
  });

  it("gives the exit code of a failing program", async () => {
    const result = await runTool([node, "-e", "console.error('sad'); process.exit(7)"]);
    expect(result).toMatchObject({ outcome: "exited", code: 7 });
    expect(describeFailure(["node"], result)).toBe("`node` ended with exit code 7: sad");
  });

  it("reports a program that does not exist, and a folder that does not", async () => {
    expect((await runTool(["kindred-no-such-program"])).outcome).toBe("not-found");
    expect((await runTool([node, "-e", ""], { cwd: "/no/such/folder" })).outcome).toBe("not-found");
  });

  it("stops a program and its children at the time limit", async () => {
    const result = await runTool(["sh", "-c", "sleep 30 & wait"], { timeLimitSeconds: 0.2 });
    expect(result.outcome).toBe("timed-out");
  });

  it("stops a program that prints without end", async () => {
    const result = await runTool(["yes"], { outputLimit: 100_000 });
    expect(result.outcome).toBe("output-too-large");
    expect(result.stdout.length).toBeLessThanOrEqual(100_000);
  });

  it("hides git's variables from programs", async () => {
    process.env.GIT_DIR = "/nowhere";
    try {
      const result = await runTool([node, "-p", "process.env.GIT_DIR + process.env.LC_ALL"]);
      expect(result.stdout).toBe("undefinedC\n");
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});
