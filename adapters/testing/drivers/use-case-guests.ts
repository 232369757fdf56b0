import { Effect } from "effect"
import { makeClaimGuestOrders } from "../../../application/order/claim-guest-orders.ts"
import { makePlaceGuestOrder, type PlaceGuestOrderPorts } from "../../../application/order/place-guest-order.ts"
import { makeSearchOrders } from "../../../application/order/search-orders.ts"
import type { Account } from "../../../domain/account/account.ts"
import type { GuestCommands } from "../driver.ts"
import { run, type Store } from "../ports.ts"
import { ShopFailed } from "../shop-errors.ts"
import { answerOf, lineOf } from "./answers.ts"
import { seen } from "./domain.ts"

const MANY = 100
const delivery = { address: "1 Park Street", phone: "12345" }
const tokens = { issue: () => globalThis.crypto.randomUUID(), digest: (token: string) => token }

/** The part of the driver for guests. `undefined` if the store omits guests or the search. */
export const openGuests = (
  { guests, search, identity: { profiles } }: Store,
  placing: Pick<PlaceGuestOrderPorts, "placeOrder" | "offers" | "policies" | "clock">,
  buyerOf: (buyer: number) => Promise<Account>,
): GuestCommands | undefined => {
  if (guests === undefined || search === undefined) return undefined
  const rateLimitRegistrations = () => Effect.void
  const placeGuestOrder = makePlaceGuestOrder({ ...placing, guests, tokens, rateLimitRegistrations, guestOrders: true })
  const claimGuestOrders = makeClaimGuestOrders({ guests, profiles })
  const searchOrders = makeSearchOrders({ search: search.orderSearch, guests })
  return {
    place: async ({ buyer, lines }) => {
      const { email } = await buyerOf(buyer)
      if (email === null) throw new ShopFailed("an account was opened without its e-mail address")
      const command = { guest: { email, firstName: "Guest" }, delivery, lines: lines.map(lineOf) }
      return answerOf(Effect.map(placeGuestOrder(command), seen))
    },
    claim: async (buyer, isVerified) => {
      const account = await buyerOf(buyer)
      if (isVerified) await run(profiles.update(account.id, { profile: { isVerified } }, placing.clock.now()))
      return answerOf(Effect.asVoid(claimGuestOrders(account)))
    },
    ordersOf: async (buyer) => (await run(searchOrders(await buyerOf(buyer), { limit: MANY }))).orders.map(seen),
  }
}
