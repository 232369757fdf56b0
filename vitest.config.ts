import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

// "unit" is the quick loop of `npm run check`. "nightly" is what takes too long for CI; `npm run test:nightly` runs it.
// `npx vitest run FILE` works for any file: the project that contains the file is selected by its path.
// The files of "unit" and of "http" share their modules, because loading them takes a third of the time. Their helpers
// must not register hooks when they are loaded: only the first file would have them.
const unit = ["domain", "application", "architecture", "composition", "laws", "persistence"].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
)
const http = ["dialects", "http"].map((folder) => `tests/${folder}/**/*.test.ts`)
const examples = ["tests/examples/*.test.ts"]
const nightly = ["tests/nightly/**/*.test.ts"]
const nightlyPacked = ["tests/nightly/packed/**/*.test.ts"]

// Creates no database by itself: the first test that asks for one creates it.
const databases = ["tests/support/databases-on-demand.ts"]

const source = (file: string) => fileURLToPath(new URL(file, import.meta.url))

export default defineConfig({
  // The example projects import the package by name. See `paths` in tsconfig.json.
  resolve: {
    alias: [
      { find: "shopwright/testing/suites", replacement: source("adapters/testing/suites.ts") },
      { find: "shopwright/testing", replacement: source("adapters/testing/index.ts") },
      { find: "shopwright/dialect", replacement: source("composition/dialect.ts") },
      { find: "shopwright/effect", replacement: source("composition/effect.ts") },
      { find: "shopwright/mikro-orm", replacement: source("composition/mikro-orm.ts") },
      { find: "shopwright/ports", replacement: source("composition/ports.ts") },
      { find: "shopwright/client", replacement: source("adapters/client/index.ts") },
      { find: "shopwright/http", replacement: source("composition/http.ts") },
      { find: /^shopwright$/, replacement: source("composition/index.ts") },
    ],
  },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "unit", include: unit, isolate: false } },
      { extends: true, test: { name: "http", include: http, isolate: false, globalSetup: databases } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: [...unit, ...http, ...examples, ...nightly, "tests/examples/projects/**"],
          globalSetup: databases,
        },
      },
      {
        extends: true,
        test: { name: "examples", include: examples, globalSetup: ["tests/examples/packed.ts"] },
      },
      {
        extends: true,
        test: {
          name: "nightly",
          include: nightly,
          exclude: nightlyPacked,
          testTimeout: 600_000,
          globalSetup: databases,
        },
      },
      {
        extends: true,
        test: {
          name: "nightly-packed",
          include: nightlyPacked,
          globalSetup: [...databases, "tests/examples/packed.ts"],
        },
      },
    ],
  },
})
