import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

export default defineConfig({
  root: fileURLToPath(new URL("../../../", import.meta.url)),
  test: { pool: "forks", maxWorkers: 1, include: ["tests/laws/wrong/suites.ts"] },
})
