import { describeItems, describeStep, letter, pieces } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { BUYERS, playOn } from "../play.ts"
import { at, ordersAbout, piecesOf, putOnSale, sameItem } from "../scenario.ts"
import { anyScenario, simplerScenarios } from "../scenarios.ts"
import { piecesIn } from "../shop-model.ts"

/**
 * The available quantity of an item is its initial stock less the pieces of all orders that are not cancelled. It is
 * never negative, also under concurrency. The shop's own orders are the reference.
 *
 * @example
 * it("conserves stock", () => assertLaw(conservationOfStock, openDomainDriver()))
 */
export const conservationOfStock = makeLaw({
  name: "conservation of stock",
  statement:
    "The available quantity of an item is its initial and restocked quantity less the pieces of all orders that are not cancelled. It is never negative, except for pre-orders.",
  assumptions: ["Placing an order takes its pieces from the available quantity at once."],
  examples: (driver, { model, commands }) => {
    const keeping = commands.filter(({ changesStock }) => !changesStock)
    return anyScenario(driver, { model, commands: keeping, maxSteps: 12, concurrent: true })
  },
  simpler: simplerScenarios,
  needs: ["placed", "races"],
  describe: ({ items, moments }) => [
    ...describeItems(items),
    ...moments.map((steps) => `${steps.length > 1 ? "Concurrently: " : ""}${steps.map(describeStep).join(" ")}`),
  ],
  holds: async (driver, { items: plans, moments }, { model }) => {
    const { pieces: piecesOfStatus = piecesIn, backorders = 0 } = model
    const items = await putOnSale(driver, plans)
    const received = plans.map(({ stock }) => stock)
    const { take } = playOn(driver, items)
    for (const steps of moments) {
      await Promise.all(steps.map(take))
      for (const step of steps) if (step.do === "restock") received[step.item] = at(received, step.item) + step.pieces
      const sold = (await ordersAbout(driver, BUYERS, items))
        .filter(({ status }) => piecesOfStatus(status) !== "released")
        .flatMap(({ lines }) => lines)
      for (const [i, available] of (await driver.available(items)).entries()) {
        const bound = piecesOf(sold, (item) => sameItem(item, at(items, i)))
        const right = at(received, i) - bound
        demand(
          available === right,
          () =>
            `${pieces(available)} of ${letter(i)} available instead of ${right}: ${at(received, i)} received, ${bound} in orders.`,
        )
        demand(available >= -backorders, () => `${letter(i)} is oversold: ${available} are available.`)
      }
    }
    return moments.length > 0
  },
})
