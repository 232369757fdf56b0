import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, inject, it } from "vitest"

const { full } = inject("projects")

interface Report {
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{ readonly fullName: string; readonly status: string }>
  }>
}

/** Runs an example's tests in the vitest of its project, as its author would. */
const testsOf = async (example: string): Promise<Report> => {
  const file = join(full, `${example}.json`)
  const vitest = join(full, "node_modules/vitest/vitest.mjs")
  const args = [vitest, "run", example, "--reporter", "json", "--outputFile", file]
  // This run passes nothing to that one, not even by the environment. Failures are in its report.
  await new Promise<void>((resolve) => execFile(process.execPath, args, { cwd: full, env: {} }, () => resolve()))
  return JSON.parse(readFileSync(file, "utf8"))
}

it.each([
  // Every contract test, every law, and the tests that need a file.
  { example: "sqlite", atLeast: 140 },
  { example: "rules", atLeast: 12 },
  { example: "dialect", atLeast: 9 },
  // Its program needs a database: the nightly tests run it.
  { example: "complete", atLeast: 12 },
])("$example: its tests pass where it was copied to", { timeout: 120_000 }, async ({ example, atLeast }) => {
  const { numTotalTests, numPassedTests, testResults } = await testsOf(example)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  expect(tests.filter(({ status }) => status !== "passed").map(({ fullName }) => fullName)).toEqual([])
  expect(numPassedTests).toBe(numTotalTests)
  expect(numPassedTests).toBeGreaterThanOrEqual(atLeast)
})
