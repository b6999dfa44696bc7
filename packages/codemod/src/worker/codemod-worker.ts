/*
 * The process that a codemod runs in. It can read its own modules and the codemod's folder and nothing else, has no
 * network, starts no processes, and talks to the parent only: text in, edits out. See run/worker-process.ts for how
 * it is started.
 */
import { CParser } from "@kindred/c-source";
import { createCodemodApi } from "../api/codemod-api.ts";
import type { CodemodDefinition } from "../define-codemod.ts";
import { transformText } from "../run/transform-text.ts";
import { closeNetwork } from "./close-network.ts";
import { loadTransform } from "./load-transform.ts";
import type { ParentMessage, WorkerMessage } from "./messages.ts";

const parser = await CParser.create();
const api = createCodemodApi(parser);
// Kept before the codemod loads: a codemod that replaces `process.send` must not speak for the worker by accident.
const send = process.send!.bind(process);
let definition: CodemodDefinition | undefined;

function answer(message: WorkerMessage): void {
  send(message);
}

async function load(path: string): Promise<void> {
  try {
    definition = await loadTransform(path);
    const { prefilter = [], creates = {}, buildFiles = [] } = definition;
    answer({ type: "loaded", prefilter, creates, buildFiles });
  } catch (error) {
    answer({ type: "load-failed", message: error instanceof Error ? error.message : String(error) });
  }
}

closeNetwork();
process.on("message", (message: ParentMessage) => {
  if (message.type === "load") void load(message.transform);
  else if (definition) {
    answer({ type: "done", id: message.id, output: transformText(parser, definition, api, message) });
  }
});
// What a codemod leaves running must not fail the file after it.
process.on("unhandledRejection", () => undefined);
process.on("disconnect", () => process.exit());
answer({ type: "started" });
