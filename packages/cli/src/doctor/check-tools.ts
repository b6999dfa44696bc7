import { runTool } from "@kindred/proof";

/** One line of the doctor. `missing` of something essential makes the run incomplete. */
export interface Finding {
  readonly name: string;
  readonly state: "ok" | "missing" | "note";
  readonly detail: string;
  readonly isEssential: boolean;
}

interface Tool {
  readonly name: string;
  /** Tried in order. */
  readonly commands: readonly (readonly string[])[];
  readonly isEssential: boolean;
  /** What cannot be done without it. */
  readonly loss: string;
}

const TOOLS: readonly Tool[] = [
  {
    name: "git",
    commands: [["git", "--version"]],
    isEssential: true,
    loss: "fold, apply and prove need it: `apt-get install git`",
  },
  {
    name: "gcc",
    commands: [["gcc", "--version"]],
    isEssential: false,
    loss: "prove cannot compile: `apt-get install gcc`",
  },
  {
    name: "make",
    commands: [["make", "--version"]],
    isEssential: false,
    loss: "prove cannot compile: `apt-get install make`",
  },
  {
    name: "clang",
    commands: [
      ["clang", "--version"],
      ["clang-14", "--version"],
    ],
    isEssential: false,
    loss: "prove cannot show `equivalent`: `apt-get install clang-14`",
  },
  {
    name: "opt",
    commands: [
      ["opt", "--version"],
      ["opt-14", "--version"],
    ],
    isEssential: false,
    loss: "prove shows `equivalent` less often: `apt-get install llvm-14`",
  },
  {
    name: "perl",
    commands: [["perl", "-e", 'print "perl $^V"']],
    isEssential: false,
    loss: "prove cannot run checkpatch: `apt-get install perl`",
  },
  {
    name: "qemu",
    commands: [["qemu-system-x86_64", "--version"]],
    isEssential: false,
    loss: "prove --run cannot run drivers: `apt-get install --no-install-recommends qemu-system-x86 seabios ipxe-qemu`",
  },
  {
    name: "busybox",
    commands: [["busybox", "true"]],
    isEssential: false,
    loss: "prove --run cannot run drivers: `apt-get install busybox-static`",
  },
];

export function checkTools(): Promise<readonly Finding[]> {
  return Promise.all(TOOLS.map(checkTool));
}

async function checkTool({ name, commands, isEssential, loss }: Tool): Promise<Finding> {
  for (const command of commands) {
    const result = await runTool(command, { timeLimitSeconds: 20 });
    if (result.outcome === "exited" && result.code === 0)
      return { name, state: "ok", detail: versionLine(result.stdout), isEssential };
  }
  return { name, state: "missing", detail: loss, isEssential };
}

/** The first line that tells a version: `opt` prints its vendor first. */
function versionLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /\d+\.\d+/.test(line)) ?? lines[0] ?? "";
}
