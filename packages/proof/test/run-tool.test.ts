import { describeFailure, runTool } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { scratchFolder, snapshot } from "./support/scratch-tree.ts";

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

  it("stops a program that left its process group, and one that only holds the output open", async () => {
    const elsewhere = await runTool(["sh", "-c", "setsid sleep 31 & setsid sleep 31; echo"], {
      timeLimitSeconds: 0.3,
    });
    expect(elsewhere.outcome).toBe("timed-out");
    const orphan = "setsid sh -c 'setsid sleep 20 & exit' & sleep 0.1; echo done";
    const left = await runTool(["sh", "-c", orphan], { timeLimitSeconds: 0.5 });
    expect(left).toMatchObject({ outcome: "timed-out", stdout: "done\n" });
  });

  it("lets a program clean up that is to be ended gently, and ends it when it does not", async () => {
    const folder = scratchFolder();
    const script = "trap 'rm half; exit 1' TERM; touch half; while :; do sleep 0.05; done";
    const options = { cwd: folder, timeLimitSeconds: 0.4, ending: "gently" } as const;
    expect((await runTool(["sh", "-c", script], options)).outcome).toBe("timed-out");
    expect([...snapshot(folder).keys()]).toEqual([]);
    const deaf = "trap '' TERM; touch half; while :; do sleep 0.05; done";
    expect((await runTool(["sh", "-c", deaf], options)).outcome).toBe("timed-out");
  });

  it("bounds the memory of a program and of what it starts", async () => {
    const greedy = "python3 -c 'x = bytearray(1 << 30)' || echo stopped";
    const memoryLimit = 400 << 20;
    expect((await runTool(["sh", "-c", greedy], { memoryLimit })).stdout).toBe("stopped\n");
    expect((await runTool(["kindred-no-such-program"], { memoryLimit })).outcome).toBe("not-found");
    expect((await runTool(["sh", "-c", "exit 127"], { memoryLimit })).code).toBe(127);
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
