import { checkLaw } from "../../adapters/testing/law.ts"
import { laws } from "../../adapters/testing/laws/laws.ts"
import { plainModel, type ShopModel } from "../../adapters/testing/shop-model.ts"
import { type Conventions, usual } from "./shops/conventions.ts"
import { type Flaw, flaws } from "./shops/flaws.ts"
import { httpShop } from "./shops/http-shop.ts"

/** Some mistakes are possible only with a list in pages, or with adjustments. */
const conventionsFor = (flaw: Flaw): Conventions => ({
  ...usual,
  pageSize: flaws[flaw] === "pages show every order exactly once" ? 2 : null,
  adjusts: flaws[flaw] === "adjustments are snapshots",
})

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

/** The reference shop with adjustments takes 50 cents off the price of the lines, and 4.90 for shipping. */
const modelOf = ({ adjusts }: Conventions): ShopModel =>
  adjusts ? { ...plainModel, total: ({ total }) => Math.max(total - 50, 0) + 490 } : plainModel

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
    const verdict = await checkLaw(law, driver, { seed, numRuns, model: modelOf(conventions) })
    if (verdict.outcome === "broken") complaints.push(verdict.broken.message)
    if (verdict.outcome === "undecided") complaints.push(`undecided: ${law.name}: ${verdict.reason} (seed ${seed})`)
  }
  return complaints
}

export const allFlaws = Object.keys(flaws).filter((name): name is Flaw => Object.hasOwn(flaws, name))
