import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
const page = readFileSync(join(root, "docs/glossary.md"), "utf8")
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Concept"))
  .map((line) => line.split("|").map((cell) => cell.trim()))

const sourceOf = (path: string): string => {
  const full = join(root, path)
  if (!statSync(full).isDirectory()) return readFileSync(full, "utf8")
  return readdirSync(full)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(full, file), "utf8"))
    .join("\n")
}

it("every row of the glossary names an existing file that has the terms", () => {
  expect(rows.length).toBeGreaterThan(30)
  for (const [, concept, , terms = "", file = ""] of rows) {
    const path = file.replaceAll("`", "")
    expect(existsSync(join(root, path)), `${concept}: ${path}`).toBe(true)
    for (const [, term = ""] of terms.matchAll(/`([\w.]+)`/g))
      expect(sourceOf(path), `${concept}: ${term} in ${path}`).toMatch(new RegExp(`\\b${term.split(".").at(-1)}\\b`))
  }
})

it("fits on one page", () => {
  expect(page.split("\n").length).toBeLessThan(65)
})

it("every relative link of the README and of docs leads to a file", () => {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".md"))
  for (const file of ["README.md", ".github/CONTRIBUTING.md", ...pages.map((name) => join("docs", name))]) {
    const folder = join(root, file, "..")
    for (const [, link = ""] of readFileSync(join(root, file), "utf8").matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
      expect(existsSync(join(folder, link)), `${file}: ${link}`).toBe(true)
  }
})
