import { defineConfig } from "vitest/config"

// "unit" is the quick loop of `npm run check`. "nightly" is what takes too long for CI; `npm run test:nightly` runs it.
// `npx vitest run FILE` works for any file: the project that contains the file is selected by its path.
const unit = ["domain", "application", "architecture", "composition", "laws"].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
)
const examples = ["tests/examples/*.test.ts"]
const nightly = ["tests/nightly/**/*.test.ts"]

// Starts no PostgreSQL by itself: the first test that asks for a database starts it.
const postgres = ["tests/support/postgres-on-demand.ts"]

export default defineConfig({
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
          exclude: [...unit, ...examples, ...nightly, "tests/examples/projects/**"],
          globalSetup: postgres,
        },
      },
      {
        extends: true,
        test: { name: "examples", include: examples, globalSetup: ["tests/examples/packed.ts"] },
      },
      {
        extends: true,
        test: { name: "nightly", include: nightly, testTimeout: 600_000, globalSetup: postgres },
      },
    ],
  },
})
