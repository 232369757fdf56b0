import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, expect, inject, it } from "vitest"
import { entryPointExports } from "../support/entry-points.ts"
import { compile } from "./compile.ts"
import { docSnippets, pageSnippets, type Snippet } from "./snippets.ts"

const { full } = inject("projects")

/** The names that a snippet may use without an import, by module. A name in several modules comes from the first. */
const importable = new Map<string, string>()
beforeAll(() => {
  for (const { entryPoint, name } of entryPointExports()) if (!importable.has(name)) importable.set(name, entryPoint)
  for (const name of ["Effect", "Result", "Stream"]) importable.set(name, "effect")
  for (const name of ["it", "expect"]) importable.set(name, "vitest")
})

/** Turns a snippet into a module: names that it neither imports nor declares are imported. */
const moduleOf = ({ where, code }: Snippet): string => {
  const has = (pattern: string): boolean => new RegExp(pattern, "m").test(code)
  const own = (name: string): boolean => has(`\\bconst \\[?${name}\\b|^import .*\\b${name}\\b`)
  const imports = [...importable]
    .filter(([name]) => has(`(?<![\\w"-]|(?<!\\.)\\.)${name}\\b(?!:)`) && !own(name))
    .map(([name, from]) => `import { ${name} } from "${from}"\n`)
  const check = has("\\bfc\\.") && !own("fc") ? `import fc from "fast-check"\n` : ""
  return `// ${where}\n${imports.join("")}${check}${code}\nexport {}\n`
}

/** The compiler's messages about snippets, with their places. */
const faultsOf = async (folder: string, snippets: ReadonlyArray<Snippet>): Promise<ReadonlyArray<string>> => {
  mkdirSync(join(full, folder), { recursive: true })
  for (const [i, snippet] of snippets.entries()) writeFileSync(join(full, folder, `${i}.ts`), moduleOf(snippet))
  const said = await compile(full, { moduleResolution: "nodenext", files: [folder, "snippets/names.d.ts"] })
  return said
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^.*?(\d+)\.ts/, (_, i) => snippets[Number(i)]?.where ?? "?"))
}

/** Compiles snippets together, but alone those that declare types for the whole program. */
const faultsOfAll = async (folder: string, snippets: ReadonlyArray<Snippet>): Promise<ReadonlyArray<string>> => {
  const declares = ({ code }: Snippet): boolean => code.includes("declare module")
  const groups = [snippets.filter((snippet) => !declares(snippet)), ...snippets.filter(declares).map((one) => [one])]
  return (await Promise.all(groups.map((group, i) => faultsOf(`${folder}-${i}`, group)))).flat()
}

it("compiles the snippets of the README and of the pages under docs", async () => {
  const snippets = pageSnippets()
  expect(snippets.length).toBeGreaterThan(5)
  expect(await faultsOfAll("pages", snippets)).toEqual([])
})

it("compiles the examples of doc comments", async () => {
  const snippets = docSnippets()
  expect(snippets.length).toBeGreaterThan(180)
  expect(await faultsOfAll("docs", snippets)).toEqual([])
})

it("detects a snippet that does not compile", async () => {
  const wrong = { where: "here", code: "await shop.placeOrder(buyer, { lines: 3 })" }
  const [first] = await faultsOf("wrong-snippets", [wrong])
  expect(first).toMatch(/^here.*TS2769/)
})
