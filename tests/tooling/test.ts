// Runs every check and counts. `.ci/run` reads the last line.
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

type Count = { readonly passed: number; readonly failed: number }
type Step = { readonly name: string; readonly run: () => Promise<Count> }

const root = fileURLToPath(new URL("../../", import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), "shopwright-test-"))

/** Runs a command with visible output. A command that ends by a signal or cannot start has failed too. */
const succeeds = (command: string, ...args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    })
    child.once("error", (error) => {
      console.log(String(error))
      resolve(false)
    })
    child.once("close", (code) => resolve(code === 0))
  })

const single = async (outcome: Promise<boolean>): Promise<Count> =>
  (await outcome) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

const vitest = async (): Promise<Count> => {
  const file = join(scratch, "vitest.json")
  const ok = await succeeds(
    "vitest",
    "run",
    ...["unit", "http", "integration", "examples"].flatMap((project) => ["--project", project]),
    ...["--reporter", "default", "--reporter", "json", `--outputFile.json=${file}`],
  )
  const report: VitestReport = JSON.parse(readFileSync(file, "utf8"))
  const passed = report.numPassedTests
  // A file that did not load, or whose process died, has failed although none of its tests did.
  const lost = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  )
  const failed = report.numFailedTests + lost.length
  // A run with an error outside of any test, or without tests, has failed too.
  return failed === 0 && (!ok || passed === 0) ? { passed, failed: 1 } : { passed, failed }
}

/** The steps of a stage run at the same time. */
const stages: readonly (readonly Step[])[] = [
  [
    { name: "types", run: () => single(succeeds("tsc", "--noEmit")) },
    { name: "types of the back office", run: () => single(succeeds("tsc", "--project", "adapters/back-office/page")) },
    { name: "lint and format", run: () => single(succeeds("biome", "check", "--error-on-warnings")) },
  ],
  [{ name: "tests", run: vitest }],
  [{ name: "build", run: () => single(succeeds("node", "tests/tooling/build.ts")) }],
  [{ name: "package", run: () => single(succeeds("node", "tests/tooling/check-package.ts")) }],
]

const counted = ({ name, run }: Step): Promise<Count> =>
  run().catch((error: unknown) => {
    console.log(`${name} ended without a count: ${String(error)}`)
    return { passed: 0, failed: 1 }
  })

let passed = 0
let failed = 0
const broken: string[] = []

try {
  for (const stage of stages) {
    console.log(`\n== ${stage.map(({ name }) => name).join(", ")}`)
    const counts = await Promise.all(stage.map(counted))
    for (const [i, count] of counts.entries()) {
      passed += count.passed
      failed += count.failed
      if (count.failed > 0) broken.push(stage[i]?.name ?? "")
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

if (broken.length > 0) console.log(`\nfailed: ${broken.join(", ")}`)
process.exitCode = failed > 0 ? 1 : 0
console.log(`\n${passed} passed, ${failed} failed`)
