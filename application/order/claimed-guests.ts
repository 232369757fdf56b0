import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Manager } from "../../domain/account/actor.ts"
import type { GuestPorts } from "../ports/store-ports.ts"

/** Returns the guests that are linked to an account, oldest first. A store without guests has none. */
export const claimedGuests = (
  guests: GuestPorts | undefined,
  account: AccountId,
): Effect.Effect<ReadonlyArray<AccountId>> =>
  guests === undefined ? Effect.succeed([]) : guests.guestAccounts.claimedBy(account)

/** Returns whether the orders of an account are the actor's own: as the buyer, or as the claimant of the guest. */
export const isOwn = (guests: GuestPorts | undefined, actor: Manager, owner: AccountId): Effect.Effect<boolean> => {
  if (owner === actor.id) return Effect.succeed(true)
  if (guests === undefined || actor.id === null) return Effect.succeed(false)
  return Effect.map(guests.guestAccounts.claimantOf(owner), (claimant) => claimant === actor.id)
}
