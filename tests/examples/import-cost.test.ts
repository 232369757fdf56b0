import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { expect, inject, it } from "vitest"

const { bare } = inject("projects")

const counting = `import { registerHooks } from "node:module"
const loaded = []
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
await import("shopwright")
console.log(JSON.stringify(loaded))`

/** Returns the files that a new process loads when it imports the packed library. */
const loadedFiles = async (): Promise<ReadonlyArray<string>> => {
  writeFileSync(join(bare, "counting.mjs"), counting)
  const { stdout } = await promisify(execFile)(process.execPath, ["counting.mjs"], { cwd: bare })
  return JSON.parse(stdout) as ReadonlyArray<string>
}

it("loads few modules with the packed library, and only the used ones of effect", async () => {
  const files = await loadedFiles()
  const own = files.filter((file) => file.includes("/shopwright/dist/"))
  const effect = files.filter((file) => file.includes("/effect/dist/"))
  expect(own.length).toBeGreaterThan(20)
  expect(own.length).toBeLessThan(140)
  expect(effect.length).toBeGreaterThan(0)
  expect(effect.length).toBeLessThan(90)
  expect(effect.filter((file) => file.endsWith("/effect/dist/index.js"))).toEqual([])
  const others = files.filter((file) => !file.startsWith("node:") && !own.includes(file) && !effect.includes(file))
  expect(others).toEqual([])
})
