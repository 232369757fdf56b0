// Compiles the sources to dist/, which is emptied first: a renamed file must not survive in the package.
import { spawnSync } from "node:child_process"
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { buildBackOffice } from "./back-office.ts"
import { withEffectSubpaths } from "./effect-subpaths.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
const { status } = spawnSync("tsc", ["--project", "tests/tooling/tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
})
for (const file of readdirSync(`${root}dist`, { recursive: true, encoding: "utf8" }))
  if (/\.(js|d\.ts)$/.test(file)) {
    const compiled = readFileSync(`${root}dist/${file}`, "utf8")
    if (compiled.includes('"effect"')) writeFileSync(`${root}dist/${file}`, withEffectSubpaths(compiled, file))
  }
// A host's bundle has no file for the hashing threads, so the package carries their program as text.
const passwords = `${root}dist/adapters/passwords/`
const [program] = buildSync({
  entryPoints: [`${passwords}worker.js`],
  bundle: true,
  platform: "node",
  format: "iife",
  target: "node22",
  write: false,
}).outputFiles
if (program === undefined) throw new Error("the program of the hashing threads is empty")
writeFileSync(`${passwords}worker-program.js`, `export const workerProgram = ${JSON.stringify(program.text)}\n`)
for (const end of ["js", "d.ts"]) rmSync(`${passwords}worker.${end}`)
// The compiler wraps the names of these imports in a function, and then bundlers do not see the comments that exclude them.
for (const file of ["adapters/mail/smtp.js", "adapters/media/sharp.js", "adapters/persistence/optional-package.js"]) {
  const compiled = readFileSync(`${root}dist/${file}`, "utf8")
  const restored = compiled
    .replace(/^var __rewriteRelativeImportExtension = .*?^};\n/ms, "")
    .replace(/import\(__rewriteRelativeImportExtension\((.*?)\)\)/, "import($1)")
  if (!restored.includes("import(/* webpackIgnore") || restored.includes("__rewrite"))
    throw new Error(`dist/${file} has no import that bundlers leave alone`)
  writeFileSync(`${root}dist/${file}`, restored)
}
// The reference at /docs/ needs no development dependency and no other server.
const assets = `${root}dist/adapters/http/openapi/reference/assets/`
mkdirSync(assets, { recursive: true })
for (const name of ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "LICENSE", "NOTICE"])
  copyFileSync(`${root}node_modules/swagger-ui-dist/${name}`, `${assets}${name}`)
await buildBackOffice()
cpSync(`${root}adapters/back-office/built`, `${root}dist/adapters/back-office/built`, {
  recursive: true,
  filter: (file) => !file.endsWith("sources.txt"),
})
process.exitCode = status ?? 1
