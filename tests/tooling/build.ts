// Compiles the sources to dist/, which is emptied first: a renamed file must not survive in the package.
import { spawnSync } from "node:child_process"
import { rmSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))

rmSync(`${root}dist`, { recursive: true, force: true })
const { status } = spawnSync("tsc", ["--project", "tests/tooling/tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
})
process.exitCode = status ?? 1
