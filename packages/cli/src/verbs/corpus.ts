import { resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { hasFlag } from "../arguments/read-options.ts";
import { cacheFolder } from "../corpus/cache-folder.ts";
import { fetchCorpus } from "../corpus/fetch-corpus.ts";
import { getPin, listPins } from "../corpus/pins.ts";
import { ExitCode } from "../exit-codes.ts";
import { resolveOption } from "../find/collect-sources.ts";
import type { VerbContext } from "../verb.ts";

/** `corpus list` shows the pins; `corpus fetch NAME` prints the folder that the kernel is in. */
export async function run({ args, cwd, terminal }: VerbContext): Promise<ExitCode> {
  const [action, name] = args.words;
  if (action === "list" && name === undefined) {
    for (const pin of listPins())
      for (const { version, sha256 } of pin.versions)
        terminal.out(`${pin.name}  ${pin.package} ${version}  sha256 ${sha256}\n`);
    return ExitCode.Clean;
  }
  if (action !== "fetch")
    throw new KindredError(
      "E_USAGE",
      `\`kindred corpus\` cannot \`${args.words.join(" ")}\`.`,
      "write `kindred corpus list` or `kindred corpus fetch NAME`",
    );
  if (name === undefined)
    throw new KindredError(
      "E_USAGE",
      "`kindred corpus fetch` needs a name.",
      "`kindred corpus list` lists them",
    );
  const folder = await fetchCorpus({
    pin: getPin(name),
    destination: resolveOption(args, "to", cwd) ?? resolve(cacheFolder(), "corpus"),
    from: resolveOption(args, "from", cwd),
    acceptsNew: hasFlag(args, "accept-new"),
    say: terminal.note,
  });
  terminal.out(`${folder}\n`);
  return ExitCode.Clean;
}
