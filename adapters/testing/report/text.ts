import type { LawResult, LawsReport } from "../check-laws.ts"
import { describeCoverage } from "../coverage.ts"

/**
 * Formats the verdict on one law for a terminal.
 *
 * @example
 * await checkLaws(openDomainDriver(), { onResult: (result) => console.log(textOf(result)) })
 */
export const textOf = ({ law, verdict }: LawResult): string => {
  if (verdict === null) return `-          ${law.name}: the shop lacks the capability`
  const coverage = describeCoverage(verdict.coverage)
  if (verdict.outcome === "held") return `held       ${law.name} (${coverage})`
  if (verdict.outcome === "undecided") return `undecided  ${law.name}: ${verdict.reason} (${coverage})`
  return `${verdict.broken.crashed ? "crash " : "broken"}     ${verdict.broken.message}`
}

/**
 * Counts the outcomes: `9 held, 1 broken, 0 undecided, 3 not applicable`.
 *
 * @example
 * console.log(summaryOf(await checkLaws(openDomainDriver())))
 */
export const summaryOf = ({ results }: LawsReport): string => {
  const count = (outcome: string) => results.filter(({ verdict }) => (verdict?.outcome ?? "none") === outcome).length
  return `${count("held")} held, ${count("broken")} broken, ${count("undecided")} undecided, ${count("none")} not applicable`
}
