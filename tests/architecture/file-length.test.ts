import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
const MAX_LINES = 250
const folders = ["domain", "application", "adapters", "composition", "tests"]

/** Source and test files with their number of lines. */
const lengths = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    // The generated client grows with the API.
    .filter((file) => /\.(tsx?|py)$/.test(file) && !/[\\/]generated[\\/]/.test(file))
    .map((file) => ({
      file: `${folder}/${file.replaceAll("\\", "/")}`,
      lines: readFileSync(join(root, folder, file), "utf8")
        .trimEnd()
        .split("\n").length,
    })),
)

it(`no source or test file has more than ${MAX_LINES} lines`, () => {
  expect(lengths.length).toBeGreaterThan(600)
  expect(lengths.filter(({ lines }) => lines > MAX_LINES)).toEqual([])
})

it("the top of adapters/http has at most 8 entries", () => {
  expect(readdirSync(join(root, "adapters/http")).length).toBeLessThanOrEqual(8)
})
