// Starts the worker from its TypeScript source, for tests in a checkout that is not built.
import { createJiti } from "jiti";

const jiti = createJiti(import.meta.url, {
  fsCache: false,
  alias: { "@kindred/c-source": import.meta.resolve("@kindred/c-source") },
});
await jiti.import("./codemod-worker.ts");
