import { inMajorUnits } from "./descriptions.ts"
import type { CommandResult, GuestCommands, Item, ItemPlan, SeenOrder, ShopDriver } from "./driver.ts"
import { demand } from "./law.ts"
import { at, ordersAbout } from "./scenario.ts"
import { piecesIn, type ShopModel } from "./shop-model.ts"

/** An order of one item by a buyer, or by a guest with the buyer's e-mail address. */
export interface GuestPlacing {
  readonly asGuest: boolean
  readonly buyer: number
  readonly quantity: number
}

/**
 * The number of buyers in an example about guests.
 *
 * @example
 * fc.assert(fc.property(fc.nat(GUEST_BUYERS - 1), (buyer) => buyer < 2))
 */
export const GUEST_BUYERS = 2

/**
 * Describes an order of an account or a guest as one sentence.
 *
 * @example
 * describePlacing({ asGuest: false, buyer: 0, quantity: 2 }) // "Buyer 1 orders 2 × A."
 */
export const describePlacing = ({ asGuest, buyer, quantity }: GuestPlacing): string =>
  asGuest
    ? `A guest with the address of buyer ${buyer + 1} orders ${quantity} × A.`
    : `Buyer ${buyer + 1} orders ${quantity} × A.`

/** A shop with guests, and how it is expected to decide. */
export interface GuestShop {
  readonly driver: ShopDriver
  readonly guests: GuestCommands
  readonly model: ShopModel
}

/**
 * Places, claims and cancels orders of one item, and compares the shop with what it accepted.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (driver.guests !== undefined) {
 *   const plan = { kind: "product", stock: 3, price: 350 } as const
 *   const shop = playWithGuests({ driver, guests: driver.guests, model: plainModel }, plan, await driver.createItem(plan))
 *   await shop.place({ asGuest: true, buyer: 0, quantity: 2 })
 *   await shop.agrees("the order")
 * }
 */
export const playWithGuests = ({ driver, guests, model }: GuestShop, { stock }: ItemPlan, item: Item) => {
  const placed: Array<GuestPlacing & { readonly order: SeenOrder }> = []
  const claimed = new Set<number>()
  const statuses = new Map<number, SeenOrder["status"]>()
  const least = -(model.backorders ?? 0)
  let sold = 0

  const send = ({ asGuest, buyer, quantity }: GuestPlacing): Promise<CommandResult<SeenOrder>> =>
    (asGuest ? guests : driver).place({ buyer, lines: [{ item, quantity }] })

  const keep = (placing: GuestPlacing, result: CommandResult<SeenOrder>): void => {
    if (!result.accepted) return
    placed.push({ ...placing, order: result.value })
    sold += placing.quantity
  }

  const guestOrders = () => placed.filter(({ asGuest }) => asGuest)

  const histories = async (): Promise<string> => {
    const all = await Promise.all(guestOrders().map(({ order }) => driver.history?.(order.id) ?? []))
    return all.map((steps) => steps.join(", ")).join("; ")
  }

  const ownOrders = (buyer: number): ReadonlyArray<string> =>
    placed
      .filter((each) => each.buyer === buyer && (!each.asGuest || claimed.has(buyer)))
      .map(({ order }) => shownAs({ ...order, status: statuses.get(order.id) ?? order.status }))

  return {
    placeAll: async (placings: ReadonlyArray<GuestPlacing>): Promise<void> => {
      const results = await Promise.all(placings.map(send))
      for (const [i, result] of results.entries()) keep(at(placings, i), result)
    },
    place: async (placing: GuestPlacing): Promise<void> => {
      const left = stock - sold
      const fits = left - placing.quantity >= least
      const result = await send(placing)
      demand(
        result.accepted === fits || (fits && model.rules.length > 0),
        () => `"${describePlacing(placing)}" was ${result.accepted ? "accepted" : "refused"} with ${left} available.`,
      )
      keep(placing, result)
    },
    claim: async (buyers: ReadonlyArray<number>): Promise<void> => {
      const before = await histories()
      const results = await Promise.all(buyers.map((buyer) => guests.claim(buyer, true)))
      for (const [i, result] of results.entries()) if (result.accepted) claimed.add(at(buyers, i))
      for (const { buyer } of guestOrders())
        demand(!buyers.includes(buyer) || claimed.has(buyer), () => `buyer ${buyer + 1} cannot claim a guest order.`)
      const after = await histories()
      demand(before === after, () => `the claim changed the history of guest orders from ${before} to ${after}.`)
    },
    /** Cancels the first guest order. Returns whether there is one that can be cancelled. */
    cancelGuestOrder: async (): Promise<boolean> => {
      const [first] = guestOrders()
      const isKnown = driver.statuses?.includes("cancelled") ?? true
      if (first === undefined || !isKnown || !model.next(first.order.status).includes("cancelled")) return false
      const result = await driver.changeStatus(first.order.id, "cancelled")
      demand(result.accepted, () => "the guest order cannot be cancelled.")
      statuses.set(first.order.id, "cancelled")
      if ((model.pieces ?? piecesIn)("cancelled") === "released") sold -= first.quantity
      return true
    },
    /** Compares stock and the orders that each buyer sees as own. */
    agrees: async (after: string): Promise<void> => {
      const left = at(await driver.available([item]), 0)
      demand(
        left === stock - sold && left >= least,
        () => `after ${after}, ${left} of ${stock} pieces are available, but ${sold} are sold.`,
      )
      for (let buyer = 0; buyer < GUEST_BUYERS; buyer++) {
        const right = ownOrders(buyer)
        const own = await ordersAbout({ ...driver, ordersOf: () => guests.ordersOf(buyer) }, 1, [item])
        const shown = own.map(shownAs)
        demand(
          shown.toSorted().join() === right.toSorted().join(),
          () => `after ${after}, buyer ${buyer + 1} sees ${listed(shown)} instead of ${listed(right)}.`,
        )
      }
    },
    hasGuestOrders: (): boolean => guestOrders().length > 0,
  }
}

const shownAs = ({ id, status, lines, total }: SeenOrder): string => {
  const shown = lines.map(({ quantity, price }) => `${quantity} × ${inMajorUnits(price)}`).join(" + ")
  return `order ${id} (${status}, ${shown}${total === null ? "" : `, ${inMajorUnits(total)} in total`})`
}

const listed = (orders: ReadonlyArray<string>): string => (orders.length === 0 ? "no order" : orders.join(", "))
