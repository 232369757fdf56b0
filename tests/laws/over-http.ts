// Checks a running server that has the API of ecommerce-backend against the laws, and reports the broken ones:
// `node tests/laws/over-http.ts http://127.0.0.1:8000/api admin password [variants] [whole-prices] [keys]`.
import { describeCoverage } from "../../adapters/testing/coverage.ts"
import { openHttpDriver } from "../../adapters/testing/drivers/http.ts"
import { checkLaw } from "../../adapters/testing/law.ts"
import { laws } from "../../adapters/testing/laws/laws.ts"
import { agreesWithPlainCounts } from "../../adapters/testing/laws/plain-counts.ts"

/** A minute per law: a slow server gets fewer examples, and its scenarios are less simplified. */
const PATIENCE = 60_000

const [url, username, password, ...traits] = process.argv.slice(2)
if (url === undefined || username === undefined || password === undefined)
  throw new Error("usage: over-http.ts <base url> <admin> <password> [variants] [whole-prices] [keys]")

const driver = await openHttpDriver({
  url,
  admin: { username, password },
  // Only variants: for servers that count no stock of products without them.
  sells: traits.includes("variants") ? ["variant"] : undefined,
  priceStep: traits.includes("whole-prices") ? 100 : undefined,
  keys: traits.includes("keys"),
})

let broken = 0
for (const law of [...laws, agreesWithPlainCounts]) {
  if (!law.appliesTo(driver)) {
    console.log(`-  ${law.name}: not for this API`)
    continue
  }
  const verdict = await checkLaw(law, driver, { numRuns: 50, interruptAfterTimeLimit: PATIENCE })
  if (verdict.outcome === "broken") broken += 1
  const coverage = describeCoverage(verdict.coverage)
  if (verdict.outcome === "held") console.log(`ok ${law.name} (${coverage})`)
  else if (verdict.outcome === "broken") console.log(`NO ${verdict.broken.message}\n`)
  else console.log(`?  ${law.name}: ${verdict.reason} (${coverage})`)
}
process.exitCode = broken > 0 ? 1 : 0
