import { readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { cacheFolder } from "../../adapters/cli/compile-cache.ts"
import { packageFolder } from "../../adapters/cli/version.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

it("is beside an installed package, and inside a checkout", () => {
  const modules = join("/app", "node_modules")
  expect(cacheFolder(join(modules, "shopwright"))).toBe(join(modules, ".cache", "shopwright"))
  const checkout = join("/work", "shopwright")
  expect(cacheFolder(checkout)).toBe(join(checkout, "node_modules", ".cache", "shopwright"))
})

it("has the modules of a command after it ends", async () => {
  expect((await shopwright(["--version"], { cwd: temporaryFolder() })).code).toBe(0)
  const folder = cacheFolder(packageFolder())
  const files = readdirSync(folder, { recursive: true })
  expect(files.length).toBeGreaterThan(100)
})
