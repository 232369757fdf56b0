import type * as Kit from "../../composition/laws.ts"
import type { Call, Command } from "./command.ts"
import { CommandFailure, UsageError } from "./failure.ts"
import { confirmLaws } from "./laws-confirm.ts"
import { type ReadRules, readRules } from "./laws-model.ts"
import { type LawsOptions, openLawsDriver, readLawsOptions } from "./laws-options.ts"
import { writeReport } from "./laws-report.ts"
import { progressOn } from "./progress.ts"

const UNDECIDED = 3

const loadKit = async (): Promise<typeof Kit> => {
  try {
    return await import("../../composition/laws.ts")
  } catch (error) {
    if (error instanceof Error && error.message.includes("fast-check"))
      throw new CommandFailure("The laws need the package fast-check: npm install fast-check")
    throw error
  }
}

const run = async (call: Call): Promise<void> => {
  const options = readLawsOptions(call)
  const kit = await loadKit()
  const rules = await readRules(kit, options.model)
  const driver = await openLawsDriver(kit, options)
  if (typeof driver === "string") {
    process.stdout.write(`undecided: ${driver}\n`)
    process.exitCode = UNDECIDED
    return
  }
  try {
    if (!options.yes) await confirmLaws(options.url, (await driver.hasOrders?.()) ?? true)
    const report = await check(kit, driver, rules, options)
    for (const finding of report.findings) process.stdout.write(`note: ${finding}\n`)
    if (report.problem !== null) process.stdout.write(`undecided: ${report.problem}\n`)
    process.stdout.write(`${kit.summaryOf(report)} (seed ${report.seed})\n`)
    if (options.report !== null) await writeReport(kit, options, report)
    process.exitCode = kit.exitCodeOf(report)
  } finally {
    const left = driver.leftovers?.() ?? []
    if (left.length > 0)
      process.stdout.write(
        `The laws created, and the API cannot remove:\n${left.map((line) => `  ${line}\n`).join("")}`,
      )
    await driver.close()
  }
}

const check = async (
  kit: typeof Kit,
  driver: Kit.ShopDriver,
  { rulesFor }: ReadRules,
  options: LawsOptions,
): Promise<Kit.LawsReport> => {
  const progress = progressOn(process.stderr, "example")
  return kit.checkLaws(driver, {
    ...rulesFor(driver),
    numRuns: options.runs,
    seed: options.seed,
    interruptAfterTimeLimit: options.millisecondsPerLaw,
    keepKeys: options.keys,
    onExample: (executed) => progress.report(Math.min(executed, options.runs), options.runs),
    onResult: (result) => {
      progress.end()
      process.stdout.write(`${kit.textOf(result)}\n`)
    },
  })
}

export const laws: Command = {
  summary: "check any shop over HTTP against the laws of orders and stock",
  synopsis: " URL --admin USER:PASSWORD",
  about: `Creates products, buyers and orders in a running shop and checks it against the laws. URL includes the base path of the
API, as in http://127.0.0.1:8000/api. Exits with code 0 when every law held, 1 when a law is broken, and 3 when none is
broken but one is undecided, also when the shop does not respond. Asks before it touches a shop that has orders.`,
  notes: () => `A mapping file for another API is JSON with the parts that differ, such as
  {"authorization": "Bearer {token}", "fields": {"token": "access"}, "refusals": [422]}
or a module (.js, .mjs or .ts) whose default export opens a driver: ({url, admin}) => Promise<ShopDriver>.
A model file is a module that exports the rules of the shop: model, commands and laws, each of them optional.`,
  scope: null,
  flags: [
    { name: "dialect", value: "NAME", about: "the shop's API: ecommerce-backend, which is the default" },
    { name: "admin", value: "USER:PASSWORD", about: "an admin, who may create products and change statuses" },
    { name: "mapping", value: "FILE", about: "how the shop's API differs, or a driver" },
    { name: "model", value: "FILE", about: "the shop's own rules, commands and laws (a module)" },
    { name: "keys", about: "require that the shop supports Idempotency-Key; otherwise it is tried" },
    { name: "seed", value: "NUMBER", about: "repeat the run that reported this seed" },
    { name: "runs", value: "NUMBER", about: "the number of examples of each law, 100 by default" },
    { name: "time", value: "SECONDS", about: "the longest time for each law, 60 by default" },
    { name: "report", value: "FILE", about: "write a report: FILE.html, FILE.xml (JUnit) or FILE.json" },
    { name: "yes", about: "do not ask before touching a shop that has orders" },
  ],
  run: async (call) => {
    try {
      await run(call)
    } catch (error) {
      if (error instanceof UsageError || error instanceof CommandFailure) throw error
      if (!(error instanceof Error && ["ShopUnavailable", "SetupRejected", "ShopFailed"].includes(error.name)))
        throw error
      process.stdout.write(`undecided: ${error.message}\n`)
      process.exitCode = UNDECIDED
    }
  },
}
