/** What a run says and leaves behind when its output goes wrong, and how series read. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyOfMini, KINDRED, kindred, MINI, run, temporaryFolder } from "./support/run-kindred.ts";

const CODEMOD = "redundant-platform-get-irq-error";

describe("stdout", () => {
  it.skipIf(!existsSync("/dev/full"))("that is full ends the run with one message", () => {
    const { code, stderr } = run("sh", [
      "-c",
      `"$0" "$1" find "$2" > /dev/full`,
      process.execPath,
      KINDRED,
      MINI,
    ]);
    expect(code).toBe(3);
    expect(stderr).toBe(
      "kindred: The result cannot be written to stdout: the disk is full.\n  fix: Send it elsewhere.\n",
    );
  });

  it("that is a pipe gets whole paths", () => {
    const folder = `drivers/${"long-".repeat(30)}names`;
    const text = readFileSync(join(MINI, "drivers/leds/leds-lantern.c"), "latin1");
    const tree = temporaryFolder({ [`${folder}/a.c`]: text });
    const { stdout } = kindred(["find", tree]);
    expect(stdout).toContain(`${folder}/a.c:`);
    expect(stdout).not.toContain("…");
  });
});

describe("left-overs of a run that was killed", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);

  it("are named, and removed by a run that writes", () => {
    const tree = copyOfMini();
    const leftover = join(tree, `drivers/leds/leds-glow.c.kindred-${pid}-0`);
    writeFileSync(leftover, "half");
    const plan = kindred(["apply", CODEMOD, tree]);
    expect(plan.code).toBe(0);
    expect(plan.stderr).toContain(`1 half-written file of a run that was killed, first \`${leftover}\``);
    expect(plan.stderr).toContain("  fix: ");
    expect(existsSync(leftover)).toBe(true);
    expect(kindred(["apply", CODEMOD, tree, "--write"]).stderr).toContain("removed 1 half-written file");
    expect(existsSync(leftover)).toBe(false);
    expect(kindred(["apply", CODEMOD, tree, "--write"]).stderr).not.toContain("half-written");
  });
});

describe("an interrupt", () => {
  it("during the last renames finishes them and says so", async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `${String(index).padStart(4, "0")}.c`);
    const tree = temporaryFolder(Object.fromEntries(names.map((name) => [name, "int a;\n"])));
    const text =
      'import { defineCodemod } from "@kindred/codemod";\nexport default defineCodemod({ transform(file) { file.append("int b;\\n"); } });\n';
    const codemod = join(temporaryFolder({ "m.ts": text }), "m.ts");
    const child = spawn(process.execPath, [KINDRED, "apply", codemod, tree, "--write"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    const isChanged = (name: string) => readFileSync(join(tree, name), "latin1").includes("int b;");
    while (!isChanged(names[0]!) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill("SIGINT");
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    expect(names.filter((name) => !isChanged(name))).toEqual([]);
    expect(readdirSync(tree)).toHaveLength(names.length);
    expect(stderr).toContain("3,000 files changed");
    if (code === null) {
      expect(signal).toBe("SIGINT");
      expect(stderr).toContain("interrupted, but 3,000 files had been changed by then");
    }
  });
});

describe("apply", () => {
  it("gives Netdev's advice on network drivers only", () => {
    const advice = (folder: string) => kindred(["apply", CODEMOD, join(MINI, folder)]).stderr;
    expect(advice("drivers/net")).toContain("advice: ");
    expect(advice("drivers/watchdog")).toMatch(/^1 file to change; /);
    expect(advice("drivers/watchdog")).not.toContain("advice: ");
    expect(advice("drivers/leds")).toMatch(/^0 files to change; /);
  });

  it.each(
    readdirSync(join(MINI, "../../codemods"), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    ),
  )("writes mails of %s as maintainers want them", (codemod) => {
    const out = join(temporaryFolder(), "out");
    const { code, stdout } = kindred(["apply", codemod, MINI, "--output", out]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\n\d+ patch(es)? for \d+ files?: \d+ lines removed, \d+ added; net -?\d+ gone\.\n$/,
    );
    for (const name of readdirSync(join(out, "series"))) {
      const mail = readFileSync(join(out, "series", name), "latin1");
      expect(/^Subject: \[PATCH [^\]]*\] (.*)$/m.exec(mail)?.[1]?.length).toBeLessThanOrEqual(75);
      expect(mail).not.toMatch(/Kindred-family|for the helper/);
    }
  });
});

describe("explain", () => {
  it("promises a patch only where there is a fold", () => {
    const out = join(temporaryFolder(), "out");
    kindred(["fold", MINI, "--output", out]);
    const { skipped } = JSON.parse(readFileSync(join(out, "skipped.json"), "utf8")) as {
      skipped: { subject: string }[];
    };
    const { patches } = JSON.parse(readFileSync(join(out, "ledger.json"), "utf8")) as {
      patches: { family: string }[];
    };
    const refused = skipped.find(({ subject }) => subject.startsWith("K-"))!.subject;
    expect(kindred(["explain", refused, MINI]).stdout).toMatch(
      /makes\s+no\s+patch\s+of\s+it\.[\s\S]*\nNo fold:\n/,
    );
    const folded = kindred(["explain", patches[0]!.family, MINI]).stdout;
    expect(folded).toMatch(/writes\s+the\s+patch\.[\s\S]*\nThe fold: /);
  });
});

describe("demo", () => {
  it("leads on by itself, and its report tells what was left out", () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = kindred(["demo"], { cwd });
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain("next: ");
    expect(stdout).toContain(`Report   ${join(cwd, ".kindred/mini/report.html")}`);
    expect(stdout.match(/checkpatch\.pl/g)?.length).toBe(1);
    expect(readFileSync(join(cwd, ".kindred/mini/report.html"), "utf8")).not.toContain("Nothing was skipped");
  });
});
