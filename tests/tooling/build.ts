// Compiles the sources to dist/, which is emptied first: a renamed file must not survive in the package.
import { spawnSync } from "node:child_process"
import { copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildBackOffice } from "./back-office.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
const { status } = spawnSync("tsc", ["--project", "tests/tooling/tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
})
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
