import { writeFile } from "node:fs/promises"
import type * as Kit from "../../composition/laws.ts"
import { CommandFailure } from "./failure.ts"
import type { LawsOptions } from "./laws-options.ts"

/** Writes the report in the format of the file's extension. The password is not part of it. */
export const writeReport = async (kit: typeof Kit, options: LawsOptions, report: Kit.LawsReport): Promise<void> => {
  const { url, admin, mapping, model, report: file } = options
  if (file === null) return
  const flags = [
    `--admin ${admin.username}:PASSWORD`,
    ...(mapping === null ? [] : [`--mapping ${mapping}`]),
    ...(model === null ? [] : [`--model ${model}`]),
    ...(options.keys ? ["--keys"] : []),
    `--seed ${report.seed} --runs ${options.runs}`,
  ]
  const replay = `shopwright laws ${url} ${flags.join(" ")}`
  const text = file.endsWith(".html")
    ? kit.htmlReport({ shop: url, replay }, report)
    : file.endsWith(".xml")
      ? kit.junitReport(url, report)
      : `${JSON.stringify({ shop: url, replay, ...plain(report) }, null, 2)}\n`
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new CommandFailure(
      `The report '${file}' cannot be written: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** The report as JSON. An error's fields are listed, because JSON would omit them. */
const plain = ({ findings, problem, results, seed }: Kit.LawsReport) => ({
  findings,
  problem,
  seed,
  results: results.map(({ law, verdict, milliseconds }) => {
    const head = { law: law.name, statement: law.statement, milliseconds }
    if (verdict === null) return { ...head, outcome: "not applicable" }
    if (verdict.outcome !== "broken") return { ...head, ...verdict }
    const { scenario, finding, crashed, lanes, runs, simplifications, reruns } = verdict.broken
    const broken = { scenario, finding, crashed, lanes, runs, simplifications, reruns }
    return { ...head, outcome: verdict.outcome, broken, coverage: verdict.coverage, seed: verdict.seed }
  }),
})
