import { defineConfig } from "vitest/config";

/** Tests read package sources through the `@kindred/source` export condition, so they need no build of the libraries. */
const conditions = ["@kindred/source", "node", "import", "default"];
const json = process.env.VITEST_JSON;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: process.env.KINDRED_KERNEL_TESTS
      ? ["test/kernel/*.test.ts"]
      : ["packages/*/test/**/*.test.ts", "codemods/*/test/**/*.test.ts", "test/*.test.ts"],
    testTimeout: process.env.KINDRED_KERNEL_TESTS ? 30 * 60_000 : 300_000,
    hookTimeout: 600_000,
    reporters: json ? ["default", ["json", { outputFile: json }]] : ["default"],
  },
});
