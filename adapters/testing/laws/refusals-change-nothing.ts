import { describeCounts, describeItems, describeStep } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { BUYERS, playOn } from "../play.ts"
import { ordersAbout, putOnSale } from "../scenario.ts"
import { anyScenario, simplerScenarios } from "../scenarios.ts"

/**
 * A command that the shop refuses changes nothing that can be seen: no stock, no order, no status, no price.
 *
 * @example
 * it("changes nothing when it refuses", () => assertLaw(refusalsChangeNothing, openDomainDriver()))
 */
export const refusalsChangeNothing = makeLaw({
  name: "a refused command changes nothing",
  statement: "A refused order or status change leaves stock, orders, statuses and totals as they were.",
  assumptions: ["Nothing but the law's own requests changes the items and orders of an example."],
  examples: (driver, setting) => anyScenario(driver, { ...setting, maxSteps: 12 }),
  simpler: simplerScenarios,
  needs: ["refused"],
  describe: ({ items, moments }) => [...describeItems(items), ...moments.flat().map(describeStep)],
  holds: async (driver, { items: plans, moments }) => {
    const items = await putOnSale(driver, plans)
    const { take } = playOn(driver, items)
    const look = async () => {
      const orders = await ordersAbout(driver, BUYERS, items)
      const shown = orders.map(({ id, status, total, lines }) => {
        const lineTexts = lines.map(
          ({ item, quantity, price }) => `${item.product}/${item.variant}/${quantity}/${price}`,
        )
        return `order ${id} ${status} ${total} ${lineTexts.join("+")}`
      })
      return `available ${describeCounts(await driver.available(items))}; ${shown.join("; ") || "no orders"}`
    }
    let refusals = 0
    for (const [i, step] of moments.flat().entries()) {
      const before = await look()
      if ((await take(step)) > 0) continue
      refusals += 1
      const after = await look()
      demand(
        after === before,
        () => `"${describeStep(step)}" (step ${i + 1}) was refused, but changed
     ${before}
  to ${after}`,
      )
    }
    return refusals > 0
  },
})
