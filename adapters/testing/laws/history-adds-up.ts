import { describeItems, describeStep, letter } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { BUYERS, playOn } from "../play.ts"
import { at, ordersAbout, piecesOf, putOnSale, sameItem } from "../scenario.ts"
import { anyScenario, simplerScenarios } from "../scenarios.ts"
import { piecesIn } from "../shop-model.ts"

/**
 * The history of an order is a sequence of legal status changes that ends in the order's status. The movements of an item
 * add up: its quantity on hand less the pieces of orders that are not shipped is what is available.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (historyAddsUp.appliesTo(driver)) await assertLaw(historyAddsUp, driver)
 */
export const historyAddsUp = makeLaw({
  name: "history and movements add up",
  statement:
    "An order's history is legal and ends in its status. An item's movements add up to its quantity on hand, which is available or reserved.",
  assumptions: ["A history begins with the status created. It lists statuses of the host's own."],
  appliesTo: ({ history, movements }) => history !== undefined || movements !== undefined,
  needs: ["placed"],
  examples: (driver, setting) => anyScenario(driver, { ...setting, maxSteps: 10, concurrent: true }),
  simpler: simplerScenarios,
  describe: ({ items, moments }) => [
    ...describeItems(items),
    ...moments.map((steps) => `${steps.length > 1 ? "Concurrently: " : ""}${steps.map(describeStep).join(" ")}`),
  ],
  holds: async (driver, { items: plans, moments }, { model }) => {
    const items = await putOnSale(driver, plans)
    const { take } = playOn(driver, items)
    for (const steps of moments) await Promise.all(steps.map(take))
    const orders = await ordersAbout(driver, BUYERS, items)
    const { history, movements } = driver
    if (history !== undefined)
      for (const { id, status } of orders) {
        const steps = await history(id)
        const text = steps.join(", ")
        demand(
          steps[0] === "created" && steps.at(-1) === status,
          () => `order ${id} is ${status}. Its history: ${text}.`,
        )
        for (const [i, to] of steps.slice(1).entries())
          demand(model.next(at(steps, i)).includes(to), () => `order ${id} has an illegal history: ${text}.`)
      }
    if (movements !== undefined) {
      const available = await driver.available(items)
      const reserved = orders.filter(({ status }) => (model.pieces ?? piecesIn)(status) === "reserved")
      for (const [i, item] of items.entries()) {
        const onHand = (await movements(item)).reduce((sum, change) => sum + change, 0)
        const held = piecesOf(
          reserved.flatMap(({ lines }) => lines),
          (each) => sameItem(each, item),
        )
        demand(
          onHand - held === available[i],
          () =>
            `the movements of ${letter(i)} add up to ${onHand}, and ${held} are reserved, but ${available[i]} are available.`,
        )
      }
    }
    return moments.length > 0
  },
})
