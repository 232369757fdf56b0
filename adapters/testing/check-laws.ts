import { type Coverage, countCoverage } from "./coverage.ts"
import type { ShopDriver } from "./driver.ts"
import { checkLaw, type Law, type LawParameters } from "./law.ts"
import { laws as allLaws } from "./laws/laws.ts"
import { agreesWithPlainCounts } from "./laws/plain-counts.ts"
import { probeShop } from "./probe.ts"
import type { Verdict } from "./verdict.ts"

/** The verdict on one law, or `null` if the shop lacks a capability that the law needs. */
export interface LawResult {
  readonly law: Pick<Law, "name" | "statement" | "assumptions">
  readonly verdict: Verdict | null
  readonly milliseconds: number
}

/** The verdicts on all laws. */
export interface LawsReport {
  /** What the shop lacks, one sentence each. */
  readonly findings: ReadonlyArray<string>
  /** Why no law could be checked, or `null`. */
  readonly problem: string | null
  readonly results: ReadonlyArray<LawResult>
  readonly seed: number
}

/** How to check a shop against several laws. */
export interface LawsParameters extends LawParameters {
  /** Defaults to all laws and the model of plain counts. */
  readonly laws?: ReadonlyArray<Law> | undefined
  /** Keeps idempotency keys that do not work, so that the law about them is broken. Defaults to false. */
  readonly keepKeys?: boolean | undefined
  /** Called before each law. */
  readonly onLaw?: ((law: Law) => void) | undefined
  /** Called after each law. */
  readonly onResult?: ((result: LawResult) => void) | undefined
}

/**
 * Probes a shop and checks it against laws, one after the other. After an outage the remaining laws are undecided.
 *
 * @example
 * const report = await checkLaws(openDomainDriver(), { numRuns: 50 })
 * process.exitCode = exitCodeOf(report)
 */
export const checkLaws = async (
  shop: ShopDriver,
  { laws = [...allLaws, agreesWithPlainCounts], keepKeys = false, onLaw, onResult, ...given }: LawsParameters = {},
): Promise<LawsReport> => {
  const seed = given.seed ?? Math.floor(Math.random() * 2 ** 31)
  const { driver, findings, problem } = await probeShop(shop, { keepKeys })
  const results: Array<LawResult> = []
  for (const law of laws) {
    onLaw?.(law)
    const before = performance.now()
    const verdict = await verdictOn(law, driver, problem, { ...given, seed })
    const result = { law, verdict, milliseconds: Math.round(performance.now() - before) }
    results.push(result)
    onResult?.(result)
  }
  return { findings, problem, results, seed }
}

const verdictOn = async (
  law: Law,
  driver: ShopDriver,
  problem: string | null,
  parameters: LawParameters,
): Promise<Verdict | null> => {
  if (!law.appliesTo(driver)) return null
  if (problem === null) return checkLaw(law, driver, parameters)
  const coverage: Coverage = countCoverage(driver).read()
  return { outcome: "undecided", reason: "the shop could not be probed", coverage, seed: parameters.seed ?? 0 }
}

/**
 * Returns the exit code for a report: 1 if a law is broken, 3 if none is broken but one is undecided or none could be
 * checked, otherwise 0.
 *
 * @example
 * process.exitCode = exitCodeOf(await checkLaws(openDomainDriver()))
 */
export const exitCodeOf = ({ results, problem }: LawsReport): 0 | 1 | 3 => {
  const outcomes = results.map(({ verdict }) => verdict?.outcome)
  if (outcomes.includes("broken")) return 1
  return problem !== null || outcomes.includes("undecided") || !outcomes.includes("held") ? 3 : 0
}
