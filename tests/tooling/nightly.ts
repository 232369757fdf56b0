// Runs what takes too long for CI: the tests of the "nightly" project, 200,000 fuzzed requests and 50,000 requests made
// from the OpenAPI documents with the date as seed, then mutation testing. Exits with code 1 when one of them failed.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))

const seed = String(Math.floor(Date.now() / 86_400_000))

const steps: ReadonlyArray<readonly [command: string, ...args: ReadonlyArray<string>]> = [
  ["vitest", "run", "--project", "nightly"],
  ["node", "tests/fuzz/main.ts", "--seed", seed],
  ["node", "tests/fuzz/documents/main.ts", "--seed", seed],
  ["node", "tests/mutation/main.ts"],
]

const failed = steps.filter(([command, ...args]) => {
  console.log(`\n== ${command} ${args.join(" ")}`)
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" })
  return status !== 0
})
for (const step of failed) console.log(`failed: ${step.join(" ")}`)
process.exitCode = failed.length > 0 ? 1 : 0
