import {
  accepted,
  type CommandResult,
  type GuestCommands,
  refused,
  type SeenOrder,
} from "../../../adapters/testing/driver.ts"
import { type PlacedOrder, Refused } from "./records.ts"
import type { referenceShop } from "./reference-shop.ts"

const GUEST = "guest "

/** Whether an order was placed by a guest. */
export const isGuest = ({ user }: PlacedOrder): boolean => user.startsWith(GUEST)

/** The rules of the reference shop for guests. */
export const guestRules = (shop: ReturnType<typeof referenceShop>) => {
  const { has, orders } = shop
  const verified = new Set<string>()
  const claims = new Map<number, string>()

  const place = async (address: string, items: ReadonlyArray<Record<string, unknown>>): Promise<PlacedOrder> => {
    const order = await shop.place(`${GUEST}${address}`, items)
    const [line] = order.lines
    if (line === undefined) return order
    if (has("takes no stock for guests")) line.shelf.stock += line.quantity
    if (has("keeps the last piece from guests") && line.shelf.stock === 0) {
      line.shelf.stock += line.quantity
      orders.splice(orders.indexOf(order), 1)
      throw new Refused("Insufficient stock.")
    }
    return order
  }

  const claim = async (user: string): Promise<void> => {
    if (!verified.has(user) && !has("claims without a verified address")) throw new Refused("Verify your address.")
    const open = orders.filter((order) => isGuest(order) && !claims.has(order.id))
    const found = open.filter((order) => order.user === `${GUEST}${user}` || has("claims the orders of every guest"))
    if (has("copies a claimed order for every concurrent claim")) await null
    for (const order of has("claims one guest order only") ? found.slice(0, 1) : found) {
      if (claims.has(order.id)) orders.push({ ...order, id: order.id + 1_000_000, user })
      claims.set(order.id, user)
      if (has("marks claimed orders as paid")) order.status = "paid"
    }
  }

  const claimedBy = (user: string): ReadonlyArray<PlacedOrder> =>
    orders.filter((order) => {
      const isShownEarly = has("shows guest orders before they are claimed") && order.user === `${GUEST}${user}`
      return order.user === user || claims.get(order.id) === user || isShownEarly
    })
  return { place, claim, claimedBy, verify: (user: string) => verified.add(user) }
}

/** Drives the rules for guests. Buyers have accounts of their own. `ordersOf` returns an account's own orders. */
export const guestCommands = (
  shop: ReturnType<typeof referenceShop>,
  ordersOf: (buyer: number) => Promise<ReadonlyArray<SeenOrder>>,
): GuestCommands => {
  const rules = guestRules(shop)
  const addressOf = (buyer: number) => `laws-${buyer}@example.com`
  const resultOf = async <A>(doing: Promise<A>): Promise<CommandResult<A>> => {
    try {
      return accepted(await doing)
    } catch (error) {
      if (error instanceof Refused) return refused(error.message)
      throw error
    }
  }
  const seen = (order: PlacedOrder): SeenOrder => ({
    id: order.id,
    status: order.status,
    lines: order.lines.map(({ product, variant, quantity, price }) => ({
      item: { product: product.id, variant },
      quantity,
      price,
    })),
    total: shop.totalOf(order),
  })
  return {
    place: ({ buyer, lines }) => {
      const items = lines.map(({ item: { product, variant }, quantity }) => ({
        product,
        quantity,
        ...(variant !== null && { variant }),
      }))
      return resultOf(rules.place(addressOf(buyer), items).then(seen))
    },
    claim: (buyer, isVerified) => {
      if (isVerified) rules.verify(addressOf(buyer))
      return resultOf(rules.claim(addressOf(buyer)))
    },
    ordersOf: async (buyer) => [...(await ordersOf(buyer)), ...rules.claimedBy(addressOf(buyer)).map(seen)],
  }
}
