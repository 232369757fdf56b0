import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import { NotPermitted, UnknownAccount } from "../../domain/account/errors.ts"
import type { Delivery, OrderId } from "../../domain/order/order.ts"
import { claimedGuests } from "../order/claimed-guests.ts"
import type { Clock } from "../ports/clock.ts"
import type { BuyerOrder, Orders } from "../ports/orders.ts"
import type { AccountDetails, Profiles } from "../ports/profiles.ts"
import type { OpenSession, Sessions } from "../ports/sessions.ts"
import type { GuestPorts } from "../ports/store-ports.ts"

/** The personal data that a shop holds of an account. */
export interface PersonalData extends AccountDetails {
  /** The open sessions, newest first. */
  readonly sessions: ReadonlyArray<OpenSession>
  /** All orders, those of claimed guests included, oldest first. */
  readonly orders: ReadonlyArray<BuyerOrder>
  /** The addresses and telephone numbers of the orders, each once. */
  readonly addresses: ReadonlyArray<Delivery>
}

/**
 * Returns the personal data of an account (GDPR, articles 15 and 20). People may export their own; admins may export
 * that of any account.
 */
export type ExportAccount = (
  actor: Actor,
  account: AccountId,
) => Effect.Effect<PersonalData, NotPermitted | UnknownAccount>

const AT_ONCE = 500

export const makeExportAccount = ({
  profiles,
  sessions,
  orders,
  clock,
  guests,
}: {
  readonly profiles: Profiles
  readonly sessions: Sessions
  readonly orders: Orders
  readonly clock: Clock
  readonly guests?: GuestPorts | undefined
}): ExportAccount =>
  Effect.fnUntraced(function* (actor, account) {
    if (!actor.isAdmin && actor.id !== account) return yield* new NotPermitted()
    const details = yield* profiles.find(account)
    if (details === null) return yield* new UnknownAccount({ account })
    const open = yield* sessions.listOf(account, clock.now())
    const placed: Array<BuyerOrder> = []
    for (const owner of [account, ...(yield* claimedGuests(guests, account))])
      for (let after: OrderId | undefined, isLast = false; !isLast; ) {
        const page = yield* orders.page({ owner, after, limit: AT_ONCE })
        placed.push(...page)
        after = page.at(-1)?.id
        isLast = page.length < AT_ONCE
      }
    placed.sort((a, b) => a.id - b.id)
    const deliveries = placed.flatMap(({ delivery }) => delivery ?? [])
    const distinct = new Map(deliveries.map((delivery) => [JSON.stringify(delivery), delivery]))
    return { ...details, sessions: open, orders: placed, addresses: [...distinct.values()] }
  })
