import { Effect } from "effect"
import type { RegistrationRefused, RegistrationThrottled } from "../../domain/account/errors.ts"
import { type GuestDetails, newGuest } from "../../domain/account/guest.ts"
import { emailKey } from "../../domain/account/identifier.ts"
import { GuestsNotAllowed } from "../../domain/order/errors.ts"
import type { Delivery } from "../../domain/order/order.ts"
import type { RateLimitRegistrations } from "../account/rate-limits.ts"
import type { Clock } from "../ports/clock.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { BuyerOrder } from "../ports/orders.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { GuestPorts } from "../ports/store-ports.ts"
import {
  makeCheckOrder,
  type PlaceOrder,
  type PlaceOrderCommand,
  type PlaceOrderError,
  type PlaceOrderPorts,
} from "./place-order.ts"

export interface PlaceGuestOrderPorts extends Pick<PlaceOrderPorts, "offers" | "policies" | "metadata"> {
  readonly guests: GuestPorts | undefined
  readonly placeOrder: PlaceOrder
  readonly tokens: SessionTokens
  readonly clock: Clock
  readonly rateLimitRegistrations: RateLimitRegistrations
  readonly guestOrders: boolean
}

/** The order of a person without an account. The same idempotency key and e-mail address return the first result again. */
export interface PlaceGuestOrderCommand extends PlaceOrderCommand {
  readonly guest: GuestDetails
  readonly delivery: Delivery
  /** The network address of the caller, which limits its guest orders together with its registrations. */
  readonly address?: string | undefined
}

export type PlaceGuestOrderError =
  | PlaceOrderError
  | GuestsNotAllowed
  | RegistrationRefused
  | RegistrationThrottled
  | NotSupported

/**
 * Places an order for a person without an account, in a shop with `guestOrders`. The order belongs to a guest: an account
 * without sign-in, which `claimGuestOrders` links to an account. A refused order stores no guest.
 */
export type PlaceGuestOrder = (command: PlaceGuestOrderCommand) => Effect.Effect<BuyerOrder, PlaceGuestOrderError>

export const makePlaceGuestOrder = (ports: PlaceGuestOrderPorts): PlaceGuestOrder => {
  const { guests, placeOrder, tokens, clock, rateLimitRegistrations, guestOrders } = ports
  const checkOrder = makeCheckOrder(ports)
  return Effect.fnUntraced(function* ({ guest, address, ...command }) {
    if (!guestOrders) return yield* new GuestsNotAllowed()
    if (guests === undefined) return yield* new NotSupported({ ports: "guests" })
    const { guestAccounts } = guests
    const person = yield* Effect.fromResult(newGuest(guest))
    const { idempotencyKey } = command
    // A guest cannot sign in, so the key and the address recognize a retry.
    const key = tokens.digest(
      idempotencyKey === undefined ? tokens.issue() : JSON.stringify([idempotencyKey, emailKey(person.email)]),
    )
    const known = yield* guestAccounts.findByKey(key)
    if (known === null) {
      if (address !== undefined) yield* rateLimitRegistrations(address)
      yield* checkOrder(command)
    }
    const id = known ?? (yield* guestAccounts.add(person, key, clock.now()))
    return yield* placeOrder({ id, username: null, isAdmin: false }, command)
  })
}
