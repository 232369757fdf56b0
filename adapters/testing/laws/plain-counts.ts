import { describeCounts, describeItems, describeStep, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { modelShop } from "../model-shop.ts"
import { BUYERS, playOn } from "../play.ts"
import { ordersAbout, putOnSale } from "../scenario.ts"
import { anyScenario, simplerScenarios } from "../scenarios.ts"

/**
 * A model-based test of the whole shop: place, pay, ship, deliver, cancel, concurrent buyers, and restock and reprice
 * where the driver supports them. After each step the shop agrees with a model of plain counts. It implies most of the
 * laws, but reports less precisely which one is broken.
 *
 * @example
 * it("agrees with plain counts", () => assertLaw(agreesWithPlainCounts, openDomainDriver()))
 */
export const agreesWithPlainCounts = makeLaw({
  name: "plain counting",
  statement:
    "The shop accepts and rejects the same steps as a model of plain counts, with the same stock, statuses and totals.",
  assumptions: ["The shop has no other rules than stock and those of the model that it is checked against."],
  examples: (driver, setting) => anyScenario(driver, { ...setting, maxSteps: 15 }),
  simpler: simplerScenarios,
  needs: ["placed"],
  describe: ({ items, moments }) => [...describeItems(items), ...moments.flat().map(describeStep)],
  holds: async (driver, { items: plans, moments }, { model: rules }) => {
    const steps = moments.flat()
    const items = await putOnSale(driver, plans)
    const [shop, model] = [playOn(driver, items), modelShop(plans, rules)]
    for (const [i, step] of steps.entries()) {
      const repeats = step.do === "change" && model.orders()[step.order]?.status === step.to
      const [served, right] = [await shop.take(step), model.take(step)]
      const finding = () => `"${describeStep(step)}" (step ${i + 1}): ${served} requests succeeded instead of ${right}.`
      // A shop may also refuse to set the status that an order already has.
      demand(served === right || repeats, finding)
      const available = await driver.available(items)
      demand(
        sameCounts(available, model.available()),
        () =>
          `after step ${i + 1} the available quantities are ${describeCounts(available)} instead of ${describeCounts(model.available())}.`,
      )
    }
    const seen = new Map((await ordersAbout(driver, BUYERS, items)).map((order) => [order.id, order]))
    const [placed, rights] = [shop.placed(), model.orders()]
    demand(seen.size === rights.length, () => `${seen.size} orders exist instead of ${rights.length}.`)
    for (const [i, { status, total }] of rights.entries()) {
      const order = seen.get(placed[i] ?? 0)
      demand(order?.status === status, () => `order ${i + 1} is ${order?.status} instead of ${status}.`)
      const shown = order?.total ?? total
      demand(shown === total, () => `order ${i + 1} costs ${shown} minor units instead of ${total}.`)
    }
    return steps.length > 0
  },
})
