// Mutation testing of domain, application and the store in memory: `node tests/mutation/main.ts [words of mutants or of
// their files]`. Applies each mutant to a copy of the project and runs the unit tests, and for mutants of orders and
// stock the laws. Fails if a mutant's text is missing in its file, fewer than 97 of 100 are killed, one survives
// without a reason, or a law kills no mutant.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { laws } from "../../adapters/testing/laws/laws.ts"
import { agreesWithPlainCounts } from "../../adapters/testing/laws/plain-counts.ts"
import { makeCopy, type Outcome, root } from "./copy.ts"
import { identityMutants } from "./identity-mutants.ts"
import type { Mutant } from "./mutant.ts"
import { orderMutants } from "./order-mutants.ts"
import { otherMutants } from "./other-mutants.ts"
import { pricingMutants } from "./pricing-mutants.ts"
import { retryMutants } from "./retry-mutants.ts"

const WORKERS = 2
const GOAL = 0.97

const all = [...orderMutants, ...otherMutants, ...identityMutants, ...pricingMutants, ...retryMutants]
const stale = all.filter(({ file, find }) => {
  const path = join(root, file)
  return !existsSync(path) || readFileSync(path, "utf8").split(find).length !== 2
})
for (const { file, what, find } of stale) console.log(`${file} has not exactly once what "${what}" changes: ${find}`)
if (stale.length > 0) process.exit(1)

const words = process.argv.slice(2)
const chosen = all.filter(
  (mutant) => words.length === 0 || words.some((word) => `${mutant.file} ${mutant.what}`.includes(word)),
)

const outcomes = new Map<Mutant, Outcome>()
const queue = [...chosen]
const work = async (): Promise<void> => {
  const copy = makeCopy()
  try {
    const clean = await copy.try(null, true)
    if (clean.tests || clean.laws.length > 0) throw new Error(`fails without a mutant: ${JSON.stringify(clean)}`)
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const outcome = await copy.try(mutant, orderMutants.includes(mutant))
      outcomes.set(mutant, outcome)
      const by = [...(outcome.tests ? ["tests"] : []), ...outcome.laws].join(", ")
      console.log(`${by === "" ? "SURVIVED" : "killed  "} ${mutant.file}: ${mutant.what}${by === "" ? "" : ` [${by}]`}`)
    }
  } finally {
    copy.remove()
  }
}
await Promise.all(Array.from({ length: WORKERS }, work))

const tried = [...outcomes]
const killed = tried.filter(([, { tests, laws }]) => tests || laws.length > 0)
const survivors = tried.filter(([, { tests, laws }]) => !tests && laws.length === 0)

// The matrix: a row for each mutant that a law kills, a column for each law.
const names = laws.map(({ name }) => name)
// A mutant on which the laws do not end is killed, but by no law in particular.
const known = [...names, agreesWithPlainCounts.name]
const byLaws = tried.filter(([, { laws }]) => laws.some((law) => known.includes(law)))
console.log(
  `\nlaws x mutants\n${names.map((name, i) => `  ${i + 1} ${name}`).join("\n")}\n  c the model of plain counts`,
)
for (const [mutant, outcome] of byLaws) {
  const marks = names.map((name, i) => (outcome.laws.includes(name) ? `${i + 1}` : "."))
  console.log(`  ${marks.join(" ")} ${outcome.laws.includes(agreesWithPlainCounts.name) ? "c" : "."}  ${mutant.what}`)
}
const alone = names.map((name) => ({
  name,
  mutants: byLaws.filter(([, { laws }]) => laws.filter((law) => names.includes(law)).join() === name),
}))
console.log("\ncaught by one law alone")
for (const { name, mutants } of alone)
  console.log(`  ${name}: ${mutants.map(([{ what }]) => what).join("; ") || "NOTHING"}`)

console.log(`\n${killed.length} of ${tried.length} killed (${((100 * killed.length) / tried.length).toFixed(1)}%)`)
console.log(`${byLaws.length} by laws, ${tried.filter(([, { tests }]) => tests).length} by unit tests`)
for (const [{ file, what, survives }] of survivors)
  console.log(`survived: ${file}: ${what}: ${survives ?? "NO REASON"}`)

const unexplained = survivors.some(([{ survives }]) => survives === undefined)
const idle = words.length === 0 && names.some((name) => byLaws.every(([, { laws }]) => !laws.includes(name)))
process.exitCode = unexplained || idle || killed.length < GOAL * tried.length ? 1 : 0
