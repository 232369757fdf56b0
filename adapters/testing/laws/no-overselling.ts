import fc from "fast-check"
import { describeItems, pieces } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { modelShop } from "../model-shop.ts"
import { at, putOnSale } from "../scenario.ts"

/**
 * No overselling, and no underselling: when n buyers concurrently order one of k pieces each, exactly min(k, n) orders
 * succeed.
 *
 * @example
 * it("sells the last piece once", () => assertLaw(noOverselling, openDomainDriver()))
 */
export const noOverselling = makeLaw({
  name: "no overselling",
  statement: "When n buyers concurrently order one of k pieces each, exactly min(k, n) orders succeed.",
  assumptions: ["The shop lets the laws' buyers place orders of one piece."],
  needs: ["placed", "refused", "races"],
  examples: ({ sells, priceStep }) =>
    fc.record({ kind: fc.constantFrom(...sells), k: fc.nat(6), n: fc.integer({ min: 1, max: 8 }) }).map((drawn) => ({
      items: [{ kind: drawn.kind, stock: drawn.k, price: priceStep }],
      n: drawn.n,
    })),
  describe: ({ items, n }) => [
    ...describeItems(items),
    `${n === 1 ? "1 buyer orders 1 × A" : `${n} buyers order 1 × A concurrently`}.`,
  ],
  holds: async (driver, { items: plans, n }, { model }) => {
    const items = await putOnSale(driver, plans)
    const lines = [{ item: at(items, 0), quantity: 1 }]
    const results = await Promise.all(Array.from({ length: n }, (_, buyer) => driver.place({ buyer, lines })))
    const served = results.filter(({ accepted }) => accepted).length
    const k = at(plans, 0).stock
    const right = modelShop(plans, model).take({ do: "rush", item: 0, buyers: n })
    demand(served === right, () => `${served} orders succeeded instead of ${right}.`)
    const left = at(await driver.available(items), 0)
    demand(left === k - served, () => `${pieces(left)} available afterwards instead of ${k - served}.`)
    return true
  },
})
