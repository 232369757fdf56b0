// Runs what takes too long for CI: the tests of the "nightly" projects, upgrades of every version, the dialects over the
// web-standard handler, 200,000 fuzzed requests and 50,000 requests made from the OpenAPI documents with the date as
// seed, then mutation testing. Exits with code 1 when one of them failed.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))

const seed = String(Math.floor(Date.now() / 86_400_000))

interface Step {
  readonly command: readonly [name: string, ...args: ReadonlyArray<string>]
  readonly env?: Readonly<Record<string, string>>
}

const steps: ReadonlyArray<Step> = [
  { command: ["vitest", "run", "--project", "nightly", "--project", "nightly-packed"] },
  { command: ["vitest", "run", "tests/faults/upgrading"], env: { SHOPWRIGHT_TEST_VERSIONS: "all" } },
  { command: ["vitest", "run", "tests/dialects"], env: { SHOPWRIGHT_TEST_TRANSPORT: "fetch" } },
  { command: ["node", "tests/fuzz/main.ts", "--seed", seed] },
  { command: ["node", "tests/fuzz/documents/main.ts", "--seed", seed] },
  { command: ["node", "tests/mutation/main.ts"] },
]

const failed = steps.filter(({ command: [name, ...args], env }) => {
  console.log(`\n== ${name} ${args.join(" ")}`)
  const { status } = spawnSync(name, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  return status !== 0
})
for (const { command } of failed) console.log(`failed: ${command.join(" ")}`)
process.exitCode = failed.length > 0 ? 1 : 0
