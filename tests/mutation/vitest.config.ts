import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

// One process and no isolation: these tests share nothing, and starting costs more than running them.
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  test: {
    include: ["tests/domain/**/*.test.ts", "tests/application/**/*.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    bail: 1,
    watch: false,
  },
})
