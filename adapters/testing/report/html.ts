import type { LawResult, LawsReport } from "../check-laws.ts"
import type { Coverage } from "../coverage.ts"
import type { Breach } from "../verdict.ts"
import { escapeText } from "./escape.ts"
import { summaryOf } from "./text.ts"

/** What a report shows in addition to the verdicts. */
export interface HtmlReportSettings {
  /** The shop's name or address. */
  readonly shop: string
  /** A command that repeats the run. `null` omits it. */
  readonly replay: string | null
}

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c }
  h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin: 0 }
  section { border: 1px solid #ccc; border-left: .5rem solid #777; border-radius: .3rem; padding: .8rem 1rem; margin: 1rem 0 }
  .held { border-left-color: #16794c } .broken { border-left-color: #b3261e } .undecided { border-left-color: #9a6700 }
  .word { font-weight: bold; text-transform: uppercase; font-size: .8rem; letter-spacing: .05em }
  .bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: .15rem .6rem; font-size: .85rem; margin-top: .6rem }
  .bar { background: #4b6cb7; height: .8rem; align-self: center; border-radius: .15rem }
  pre { background: #f4f4f4; padding: .6rem; overflow-x: auto } .finding { color: #b3261e; font-weight: bold }
`

/**
 * Formats a report as one HTML file without scripts or external files: each law with its verdict, its coverage as a
 * chart, the shortest counterexample as a scenario and as lanes, and how to replay it.
 *
 * @example
 * const settings = { shop: "http://127.0.0.1:8000/api", replay: null }
 * const html = htmlReport(settings, await checkLaws(openDomainDriver()))
 */
export const htmlReport = ({ shop, replay }: HtmlReportSettings, report: LawsReport): string => {
  const findings = [...report.findings, ...(report.problem === null ? [] : [`No law was checked: ${report.problem}`])]
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Laws of ${escapeText(shop)}</title><style>${style}</style></head><body>
<h1>Laws of ${escapeText(shop)}</h1>
<p>${escapeText(summaryOf(report))}. Seed ${report.seed}.</p>
${findings.length === 0 ? "" : `<ul>${findings.map((finding) => `<li>${escapeText(finding)}</li>`).join("")}</ul>`}
${report.results.map((result) => section(result, replay)).join("\n")}
</body></html>
`
}

const section = ({ law, verdict, milliseconds }: LawResult, replay: string | null): string => {
  const outcome = verdict?.outcome ?? "none"
  const word =
    verdict?.outcome === "broken" && verdict.broken.crashed ? "crash" : outcome === "none" ? "not applicable" : outcome
  const assumptions = law.assumptions.map((text) => `<br><small>Assumes: ${escapeText(text)}</small>`).join("")
  return `<section class="${outcome}"><h2>${escapeText(law.name)}</h2>
<p><span class="word">${word}</span> in ${(milliseconds / 1000).toFixed(1)} s<br>${escapeText(law.statement)}${assumptions}</p>
${verdict?.outcome === "undecided" ? `<p class="finding">${escapeText(verdict.reason)}</p>` : ""}
${verdict?.outcome === "broken" ? counterexample(verdict.broken, replay) : ""}
${verdict === null ? "" : chart(verdict.coverage)}
</section>`
}

const counterexample = (broken: Breach, replay: string | null): string => `
<ol>${broken.scenario.map((step) => `<li>${escapeText(step)}</li>`).join("")}</ol>
<p class="finding">But: ${escapeText(broken.finding)}</p>
${broken.lanes.length === 0 ? "" : `<pre>${escapeText(broken.lanes.join("\n"))}</pre>`}
<p><small>Found after ${broken.runs} examples and ${broken.simplifications} simplifications, seed ${broken.seed}.${broken.reruns === null ? "" : ` Failed again in ${broken.reruns.failed} of ${broken.reruns.of} reruns.`}</small></p>
${replay === null ? "" : `<pre>${escapeText(replay)}</pre>`}`

const chart = ({ examples, vacuous, placed, refused, refusedChanges, statuses, commands, races }: Coverage): string => {
  const rows: ReadonlyArray<readonly [string, number]> = [
    ["examples", examples],
    ["vacuous examples", vacuous],
    ["orders", placed],
    ["refused orders", refused],
    ...Object.entries(statuses).map(([status, count]) => [`became ${status}`, count] as const),
    ["refused status changes", refusedChanges],
    ...Object.entries(commands),
    ["races", races],
  ]
  const most = Math.max(1, ...rows.map(([, count]) => count))
  const bars = rows.map(
    ([name, count]) =>
      `<span>${escapeText(name)}</span><span class="bar" style="width:${((100 * count) / most).toFixed(1)}%"></span><span>${count}</span>`,
  )
  return `<div class="bars">${bars.join("")}</div>`
}
