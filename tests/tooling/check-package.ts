// Looks at what npm would publish: nothing but the build and three documents, and every entry point is there.
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))

type Manifest = { readonly bin?: Record<string, string>; readonly exports?: unknown }
const manifest: Manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"))

const strings = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value]
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(strings)
  return []
}
const entryPoints = [...strings(manifest.bin), ...strings(manifest.exports)].map((path) => path.replace("./", ""))

const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
  shell: process.platform === "win32",
})
const packed: unknown = JSON.parse(output)
const files = new Set([...JSON.stringify(packed).matchAll(/"path":"([^"]+)"/g)].map(([, path]) => path ?? ""))

const documents = ["package.json", "README.md", "LICENSE"]
const problems = [
  ...[...files]
    .filter((file) => !documents.includes(file) && !/^dist\/.+\.(js|d\.ts)$/.test(file))
    .map((file) => `does not belong into the package: ${file}`),
  ...[...documents, ...entryPoints]
    .filter((file) => !files.has(file))
    .map((file) => `is missing in the package: ${file}`),
]

for (const problem of problems) console.log(problem)
if (problems.length === 0) console.log(`${files.size} files, all of them in their place`)
process.exitCode = problems.length > 0 ? 1 : 0
