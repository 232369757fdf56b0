import type { CommandResult, Item, SeenOrder, ShopDriver } from "./driver.ts"
import { at, requestedItems, type Step } from "./scenario.ts"

/**
 * The number of buyers that steps refer to.
 *
 * @example
 * const driver = openDomainDriver()
 * const orders = await ordersAbout(driver, BUYERS, await putOnSale(driver, [{ kind: "product", stock: 3, price: 350 }]))
 */
export const BUYERS = 5

/**
 * Executes steps on a shop and records the ids of the placed orders in the order of their steps. `take` returns how many
 * requests of a step succeeded.
 *
 * @example
 * const driver = openDomainDriver()
 * const { take, placed } = playOn(driver, await putOnSale(driver, [{ kind: "product", stock: 3, price: 350 }]))
 * await take({ do: "rush", item: 0, buyers: 5 }) // 3
 * placed().length // 3
 */
export const playOn = (driver: ShopDriver, items: ReadonlyArray<Item>) => {
  const placed: Array<number> = []
  const keep = (results: ReadonlyArray<CommandResult<SeenOrder | null>>): number => {
    const values = results.flatMap((result) => (result.accepted ? [result.value] : []))
    placed.push(...values.flatMap((order) => (order === null ? [] : [order.id])))
    return values.length
  }

  const take = async (step: Step): Promise<number> => {
    switch (step.do) {
      case "place":
        return keep([await driver.place({ buyer: step.buyer, lines: requestedItems(items, step.lines) })])
      case "change": {
        const order = placed[step.order]
        return order !== undefined && (await driver.changeStatus(order, step.to)).accepted ? 1 : 0
      }
      case "rush": {
        const lines = [{ item: at(items, step.item), quantity: 1 }]
        const requests = Array.from({ length: step.buyers }, (_, buyer) => driver.place({ buyer, lines }))
        return keep(await Promise.all(requests))
      }
      case "item command":
        return keep([await step.call.send({ buyer: step.buyer, item: at(items, step.item) })])
      case "order command": {
        const order = placed[step.order]
        return order === undefined ? 0 : keep([await step.call.send(order)])
      }
      case "restock":
        await driver.restock?.(at(items, step.item), step.pieces)
        return 1
      case "reprice":
        await driver.reprice?.(at(items, step.item), step.price)
        return 1
    }
  }
  return { take, placed: (): ReadonlyArray<number> => placed }
}
