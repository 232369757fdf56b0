import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

// Two groups, so that the quick loop never waits for a database: only "integration" starts PostgreSQL.
const unit = ["domain", "application", "architecture", "laws"].map((folder) => `tests/${folder}/**/*.test.ts`)

export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "unit", include: unit } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: [...unit, "tests/examples/**"],
          globalSetup: ["tests/tooling/postgres-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "examples",
          include: ["tests/examples/*.test.ts"],
          globalSetup: ["tests/examples/packed.ts"],
        },
      },
    ],
  },
})
