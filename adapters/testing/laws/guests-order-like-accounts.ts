import fc from "fast-check"
import { describeItems } from "../descriptions.ts"
import { describePlacing, GUEST_BUYERS, playWithGuests } from "../guest-play.ts"
import { makeLaw } from "../law.ts"
import { at, putOnSale } from "../scenario.ts"

/** The first buyer in two of three cases, so that several orders have one address. */
const mostlyFirst = fc.nat(GUEST_BUYERS).map((drawn) => (drawn === GUEST_BUYERS ? 1 : 0))

/**
 * A guest's order takes and releases stock like an order of an account. An account with the guest's e-mail address claims it
 * after the shop has verified the address. No other account sees it, before or after, and claiming does not change it.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (guestsOrderLikeAccounts.appliesTo(driver)) await assertLaw(guestsOrderLikeAccounts, driver)
 */
export const guestsOrderLikeAccounts = makeLaw({
  name: "guests order like accounts",
  statement:
    "A guest's order takes stock like any other. Only the account with the guest's verified e-mail address claims it, and claiming changes no order.",
  assumptions: [
    "An account claims all guest orders with its e-mail address at once.",
    "The model's rules may treat guests differently from accounts.",
  ],
  appliesTo: ({ guests }) => guests !== undefined,
  needs: ["placed", "races"],
  newBuyers: true,
  examples: ({ sells, priceStep }) =>
    fc
      .record({
        kind: fc.constantFrom(...sells),
        stock: fc.integer({ min: 1, max: 8 }),
        orders: fc.array(
          fc.record({
            asGuest: fc.nat(2).map((drawn) => drawn < 2),
            buyer: mostlyFirst,
            quantity: fc.integer({ min: 1, max: 3 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        concurrently: fc.boolean(),
        early: fc.boolean(),
        claims: fc.array(mostlyFirst, { maxLength: 3 }),
        cancels: fc.boolean(),
      })
      .map(({ kind, stock, ...rest }) => ({ items: [{ kind, stock, price: priceStep }], ...rest })),
  describe: ({ items, orders, concurrently, early, claims, cancels }) => [
    ...describeItems(items),
    ...(concurrently ? [`Concurrently: ${orders.map(describePlacing).join(" ")}`] : orders.map(describePlacing)),
    ...(early ? ["Buyer 1 claims guest orders without a verified address."] : []),
    ...(claims.length === 0
      ? []
      : [`Buyer ${claims.map((buyer) => buyer + 1).join(" and buyer ")} claims guest orders.`]),
    ...(cancels ? ["The first guest order is cancelled."] : []),
  ],
  holds: async (driver, { items: plans, orders, concurrently, early, claims, cancels }, { model }) => {
    const { guests } = driver
    if (guests === undefined) return false
    const shop = playWithGuests({ driver, guests, model }, at(plans, 0), at(await putOnSale(driver, plans), 0))
    if (concurrently) await shop.placeAll(orders)
    else for (const order of orders) await shop.place(order)
    await shop.agrees("the orders")
    if (early) {
      await guests.claim(0, false)
      await shop.agrees("a claim without a verified address")
    }
    if (claims.length > 0) {
      await shop.claim(claims)
      await shop.agrees("the claim")
    }
    if (cancels && (await shop.cancelGuestOrder())) await shop.agrees("the cancellation")
    return shop.hasGuestOrders()
  },
})
