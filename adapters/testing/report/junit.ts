import type { LawResult, LawsReport } from "../check-laws.ts"
import { describeCoverage } from "../coverage.ts"
import { escapeText } from "./escape.ts"

/**
 * Formats a report as JUnit XML. A broken law is a failure, an undecided law an error, a law that does not apply is
 * skipped.
 *
 * @example
 * const xml = junitReport("http://127.0.0.1:8000/api", await checkLaws(openDomainDriver()))
 */
export const junitReport = (shop: string, { results }: LawsReport): string => {
  const count = (outcome: string) => results.filter(({ verdict }) => (verdict?.outcome ?? "none") === outcome).length
  const totals = `tests="${results.length}" failures="${count("broken")}" errors="${count("undecided")}" skipped="${count("none")}"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
<testsuite name="laws of ${escapeText(shop)}" ${totals}>
${results.map(testCase).join("\n")}
</testsuite>
</testsuites>
`
}

const testCase = ({ law, verdict, milliseconds }: LawResult): string => {
  const head = `<testcase classname="laws" name="${escapeText(law.name)}" time="${(milliseconds / 1000).toFixed(3)}">`
  if (verdict === null) return `${head}<skipped message="the shop lacks the capability"/></testcase>`
  const output = `<system-out>${escapeText(describeCoverage(verdict.coverage))}</system-out>`
  if (verdict.outcome === "held") return `${head}${output}</testcase>`
  if (verdict.outcome === "undecided")
    return `${head}<error type="undecided" message="${escapeText(verdict.reason)}"/>${output}</testcase>`
  const { finding, message } = verdict.broken
  return `${head}<failure type="broken" message="${escapeText(finding)}">${escapeText(message)}</failure>${output}</testcase>`
}
