// Checks what npm would publish: only the build and four documents, every entry point exists, nothing else is
// exported, and publint and "are the types wrong" report nothing. Run the build first.
import { execFileSync, spawnSync } from "node:child_process"
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

/** The files of Swagger UI, with its licences. */
const assets = "dist/adapters/http/openapi/reference/assets/"
/** The page of the back office, also compressed, and the licences of what it contains. */
const page = /^dist\/adapters\/back-office\/built\/(index\.html|assets\/[\w.-]+\.js(\.br|\.gz)?|licenses\.txt)$/
const documents = ["package.json", "README.md", "CHANGELOG.md", "LICENSE"]
const problems = [
  ...[...files]
    .filter(
      (file) =>
        !documents.includes(file) &&
        !/^dist\/.+\.(js|d\.ts)$/.test(file) &&
        !file.startsWith(assets) &&
        !page.test(file),
    )
    .map((file) => `does not belong into the package: ${file}`),
  ...[...documents, ...entryPoints, "dist/adapters/back-office/built/index.html"]
    .filter((file) => !files.has(file))
    .map((file) => `is missing in the package: ${file}`),
]

const doors = Object.keys(manifest.exports ?? {})
if (doors.join(" ") !== ". ./client ./dialect ./effect ./http ./mikro-orm ./ports ./testing ./testing/suites")
  problems.push(`has other doors than it should: ${doors.join(" ")}`)

// Only ESM is published. CommonJS loads it with require() of Node 22 and later.
for (const [tool, ...args] of [
  ["publint", "run", "--strict", "--pack", "npm"],
  ["attw", "--pack", ".", "--profile", "esm-only", "--no-color", "--no-emoji"],
] as const) {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, npm_config_ignore_scripts: "true" },
    shell: process.platform === "win32",
  })
  if (status !== 0) problems.push(`${tool} is not content:\n${stdout}${stderr}`)
}

for (const problem of problems) console.log(problem)
if (problems.length === 0) console.log(`${files.size} files, all of them in their place`)
process.exitCode = problems.length > 0 ? 1 : 0
