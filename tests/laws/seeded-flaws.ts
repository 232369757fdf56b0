import { checkLaw } from "../../adapters/testing/law.ts"
import { laws } from "../../adapters/testing/laws/laws.ts"
import { type Conventions, usual } from "./shops/conventions.ts"
import { type Flaw, flaws } from "./shops/flaws.ts"
import { httpShop } from "./shops/http-shop.ts"

/** Mistakes that only a list in pages can have. */
const conventionsFor = (flaw: Flaw): Conventions =>
  flaws[flaw] === "pages show every order exactly once" ? { ...usual, pageSize: 2 } : usual

/** Checks a shop with a mistake against the law that is expected to find it. */
export const findFlaw = async (
  flaw: Flaw,
  seed: number,
): Promise<{ readonly found: boolean; readonly steps: number }> => {
  const law = laws.find(({ name }) => name === flaws[flaw])
  if (law === undefined) throw new Error(`there is no law "${flaws[flaw]}"`)
  const driver = await httpShop(flaw, conventionsFor(flaw)).open()
  const verdict = await checkLaw(law, driver, { seed })
  return verdict.outcome === "broken"
    ? { found: true, steps: verdict.broken.scenario.length }
    : { found: false, steps: 0 }
}

/** Returns the outcomes of all laws that apply to a correct shop, except those that held. */
export const alarms = async (
  conventions: Conventions,
  seed: number,
  numRuns: number,
): Promise<ReadonlyArray<string>> => {
  const driver = await httpShop(null, conventions).open()
  const complaints: Array<string> = []
  for (const law of laws) {
    if (!law.appliesTo(driver)) continue
    const verdict = await checkLaw(law, driver, { seed, numRuns })
    if (verdict.outcome === "broken") complaints.push(verdict.broken.message)
    if (verdict.outcome === "undecided") complaints.push(`undecided: ${law.name}: ${verdict.reason} (seed ${seed})`)
  }
  return complaints
}

export const allFlaws = Object.keys(flaws).filter((name): name is Flaw => Object.hasOwn(flaws, name))
