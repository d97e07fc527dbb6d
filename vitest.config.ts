import { defineConfig, type ViteUserConfig } from "vitest/config";

// The sources themselves are under test: no build stands between an edit and its result.
// As Node itself resolves: "module" would pick builds that are meant for bundlers.
const conditions = ["@trunkline/source", "node", "import", "default"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/**/*.test.ts", "tests/**/*.test.ts", "scripts/**/*.test.ts", "examples/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    maxWorkers: 2,
    // The first hook of a file may start a database.
    hookTimeout: 120_000,
    testTimeout: 20_000,
    coverage: { include: ["packages/*/src/**"], exclude: ["**/*.test.ts"] },
  },
});

export default config;
