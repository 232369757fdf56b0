import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
const kit = join(root, "adapters/testing")

/** The imports of a file: files as paths from the project's root, packages by name. */
const importsOf = (file: string): ReadonlyArray<string> =>
  [...readFileSync(file, "utf8").matchAll(/\bfrom "([^"]+)"/g)].map(([, path = ""]) =>
    path.startsWith(".") ? relative(root, join(dirname(file), path)) : path,
  )

/** All files of the kit that importing a file loads. */
const reachableFrom = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const path of importsOf(file)) if (path.startsWith("adapters/testing/")) reachableFrom(join(root, path), seen)
  return seen
}

it("the kit imports the domain, the application and its peers, and nothing else", () => {
  const files = readdirSync(kit, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
  expect(files.length).toBeGreaterThan(30)
  const allowed = /^(domain|application|adapters\/testing)\/|^(effect|fast-check|vitest)$/
  const others = files.flatMap((file) => importsOf(join(kit, file)).filter((path) => !allowed.test(path)))
  expect(others).toEqual([])
})

it("laws, arbitraries and drivers need no test runner", () => {
  const needVitest = (entryPoint: string) =>
    [...reachableFrom(join(kit, entryPoint))].filter((file) => importsOf(file).includes("vitest"))
  expect(needVitest("index.ts")).toEqual([])
  expect(needVitest("suites.ts").length).toBeGreaterThan(5)
})
