import { defineConfig } from "vitest/config";

/** Tests read package sources through the `@kindred/source` export condition, so they need no build of the libraries. */
const conditions = ["@kindred/source", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "codemods/*/test/**/*.test.ts", "test/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
