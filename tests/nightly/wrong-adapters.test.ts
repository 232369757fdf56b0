import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, it } from "vitest"
import type * as wrong from "../laws/wrong/adapters.ts"
import type * as lasting from "../laws/wrong/lasting.ts"

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{
      readonly ancestorTitles: ReadonlyArray<string>
      readonly status: string
      readonly failureMessages: ReadonlyArray<string>
    }>
  }>
}

/** Runs the suites on the wrong adapters in a vitest of their own, as an adapter's author would. */
const runSuites = async (): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-wrong-"))
  const file = join(folder, "report.json")
  const vitest = fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json")))
  const config = fileURLToPath(new URL("../laws/wrong/vitest.config.ts", import.meta.url))
  const args = [vitest, "run", "--config", config, "--reporter", "json", "--outputFile", file]
  try {
    // The run is supposed to fail: only its report counts.
    await new Promise<void>((resolve) => execFile(process.execPath, args, { env: {} }, () => resolve()))
    return JSON.parse(readFileSync(file, "utf8"))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The expected report on each wrong adapter: laws or contracts named by its contract suite, and laws broken in a scenario.
 */
const expected: Record<
  keyof typeof wrong | Exclude<keyof typeof lasting, "keysForgotten">,
  { readonly contract: Array<string>; readonly laws: Array<string> }
> = {
  lostUpdate: {
    contract: ["no lost update", "conservation of stock", "no overselling"],
    laws: ["conservation of stock", "no overselling"],
  },
  partialWrite: { contract: ["all or nothing"], laws: ["all or nothing"] },
  negativeStock: {
    contract: ["conservation of stock", "no overselling"],
    laws: ["conservation of stock", "no overselling"],
  },
  swallowedDuplicateKey: { contract: ["one key, one owner"], laws: [] },
  dirtyRead: { contract: ["no dirty read"], laws: [] },
  truncatedKey: { contract: ["same key, same order"], laws: [] },
  caseInsensitiveKey: { contract: ["same key, same order"], laws: [] },
  truncatedFingerprint: { contract: ["same key, same order"], laws: [] },
  accentInsensitiveNames: { contract: ["similar texts: are different user names"], laws: [] },
  wholeHours: { contract: ["event outbox: keeps leases and deferred events for durations below an hour"], laws: [] },
  lateEvents: { contract: ["no dirty read"], laws: [] },
  twoWrites: { contract: ["all or nothing"], laws: [] },
  localTimes: { contract: ["times near a change of the clock: are kept exactly with an order"], laws: [] },
  reusedIds: { contract: ["ids that no row has: are not given to new categories, whichever were deleted"], laws: [] },
  keysInMemory: { contract: ["no lost update"], laws: [] },
  cappedPages: { contract: ["long order lists: continue after a full portion, and only then"], laws: [] },
}

describe("an adapter with a mistake", () => {
  let failures: ReadonlyArray<{ readonly suite: string; readonly message: string }> = []
  beforeAll(async () => {
    const { testResults } = await runSuites()
    failures = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === "failed")
      .map(({ ancestorTitles, failureMessages }) => ({
        suite: ancestorTitles[0] ?? "",
        message: failureMessages.join("\n"),
      }))
  }, 120_000)

  const named = (suite: string): ReadonlyArray<string> =>
    failures
      .filter((failure) => failure.suite === suite)
      .flatMap(({ message }) => [...message.matchAll(/(?:Law|Contract) broken: (.+)/g)].map(([, law]) => law ?? ""))

  for (const [adapter, { contract, laws }] of Object.entries(expected)) {
    it(`${adapter}: the contract suite fails and names the law or the contract`, () => {
      expect(named(`persistence: ${adapter}`)).toEqual(expect.arrayContaining(contract))
    })

    if (laws.length > 0)
      it(`${adapter}: the laws fail, each with its statement and a short scenario`, () => {
        expect(named(`laws: ${adapter}`)).toEqual(expect.arrayContaining(laws))
        for (const { suite, message } of failures) {
          // A broken store also crashes some laws, and leaves others undecided.
          if (suite !== `laws: ${adapter}` || !message.includes("Law broken: ")) continue
          expect(message).toMatch(
            /Law broken: .+\n.+\.\n {2}1\. The shop has \d+ pieces? of A .+\n( {2}\d+\. .+\n)*But: .+/,
          )
          // The scenario is minimal: one or two steps, and at most three lines before the result.
          expect(message.match(/^ {2}\d+\. /gm)?.length).toBeLessThanOrEqual(6)
        }
      })
  }
})
