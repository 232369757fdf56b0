import fc from "fast-check"
import { describeCounts, describeItems, describeLines, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, anyLines, at, linesOnItems, ordersAbout, piecesOf, putOnSale, requestedItems } from "../scenario.ts"

/**
 * An order repeated under its idempotency key, later or concurrently, returns the order that was placed first.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (sameKeySameOrder.appliesTo(driver)) await assertLaw(sameKeySameOrder, driver)
 */
export const sameKeySameOrder = makeLaw({
  name: "same key, same order",
  statement:
    "An order repeated under the same key returns the same order and reserves no more stock. Another key, or another buyer's key, does not return it.",
  assumptions: ["Keys belong to a buyer. Another request under a used key is refused, or returns the first order."],
  appliesTo: ({ placeOnce }) => placeOnce !== undefined,
  needs: ["placed", "races"],
  examples: (driver) =>
    fc
      .record({
        items: anyItems(driver, fc.integer({ min: 0, max: 30 })),
        lines: anyLines,
        times: fc.integer({ min: 2, max: 4 }),
        atOnce: fc.boolean(),
        // Long enough that no two examples share a key. The shop remembers the keys of earlier examples.
        key: fc.uuid(),
      })
      .map((example) => ({ ...example, lines: linesOnItems(example.items, example.lines) })),
  describe: ({ items, lines, times, atOnce }) => [
    ...describeItems(items),
    `Buyer 1 orders ${describeLines(lines)} under one key, ${times} times ${atOnce ? "concurrently" : "one after the other"}.`,
    "Buyer 1 orders the same under another key, buyer 2 under the first key, and buyer 1 one piece more under the first key.",
  ],
  holds: async (driver, { items: plans, lines, times, atOnce, key }) => {
    const { placeOnce } = driver
    if (placeOnce === undefined) return false
    const items = await putOnSale(driver, plans)
    const before = await driver.available(items)
    const request = { buyer: 0, lines: requestedItems(items, lines) }
    // Every execution of an example uses a new key, because shrinking executes examples again on the same shop.
    const fresh = `${key}-${at(items, 0).product}`
    const again = () => placeOnce(request, fresh)
    const results = atOnce ? await Promise.all(Array.from({ length: times }, again)) : []
    while (results.length < times) results.push(await again())

    const ids = results.map((result) => (result.accepted ? `order ${result.value.id}` : "a rejection"))
    demand(new Set(ids).size === 1, () => `one key returned ${ids.join(", ")}.`)
    const orders = await ordersAbout(driver, 1, items)
    const right = at(results, 0).accepted ? 1 : 0
    demand(orders.length === right, () => `${orders.length} orders exist instead of ${right}.`)
    const after = await driver.available(items)
    const taken = before.map((count, i) => count - right * piecesOf(lines, (item) => item === i))
    demand(
      sameCounts(after, taken),
      () => `the available quantities are ${describeCounts(after)} instead of ${describeCounts(taken)}.`,
    )

    const other = await placeOnce(request, `${fresh}-other`)
    const known = other.accepted && orders.some(({ id }) => id === other.value.id)
    demand(!known, () => "another key returned the same order.")
    if (right === 0) return false
    const stranger = await placeOnce({ ...request, buyer: 1 }, fresh)
    demand(
      !stranger.accepted || !orders.some(({ id }) => id === stranger.value.id),
      () => "another buyer's request under the same key returned the first buyer's order.",
    )
    const count = (await ordersAbout(driver, 1, items)).length
    const changed = request.lines.map((line, i) => (i === 0 ? { ...line, quantity: line.quantity + 1 } : line))
    await placeOnce({ ...request, lines: changed }, fresh)
    const now = (await ordersAbout(driver, 1, items)).length
    demand(now === count, () => "another request under the same key placed a second order.")
    return true
  },
})
