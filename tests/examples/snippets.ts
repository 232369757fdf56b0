import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"

/** A code block in the documentation, and its place. */
export interface Snippet {
  readonly where: string
  readonly code: string
}

const root = fileURLToPath(new URL("../../", import.meta.url))

/** Returns every block of TypeScript in the README and in the pages under docs. */
export const pageSnippets = (): ReadonlyArray<Snippet> => {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file))
  return ["README.md", ...pages].flatMap((file) => {
    const page = readFileSync(join(root, file), "utf8")
    return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: code = "", index }) => ({
      where: `${file}:${lineOf(page, index)}`,
      code,
    }))
  })
}

/** Returns every `@example` of the published doc comments. */
export const docSnippets = (): ReadonlyArray<Snippet> =>
  ["domain", "application", "adapters", "composition"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join(root, folder, file)),
    )
    .flatMap(examplesIn)

const examplesIn = (file: string): ReadonlyArray<Snippet> => {
  const source = readFileSync(file, "utf8")
  return [...source.matchAll(/^ *\/\*\*.*?\*\/$/gms)].flatMap((comment) => {
    const [, ...examples] = comment[0].split("@example\n")
    const where = `${relative(root, file)}:${lineOf(source, comment.index)}`
    return examples.map((example) => ({ where, code: withoutStars(example) }))
  })
}

const withoutStars = (example: string): string =>
  example
    .split("\n")
    .map((line) => line.replace(/^ *\*\/?( |$)/, ""))
    .join("\n")
    .trim()

const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length
