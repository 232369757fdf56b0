import { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import { EmailNotVerified, NoEmailAddress, UnknownAccount } from "../../domain/account/errors.ts"
import { MAX_CLAIMED_GUESTS } from "../../domain/account/guest.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { Profiles } from "../ports/profiles.ts"
import type { GuestPorts } from "../ports/store-ports.ts"

/**
 * Links the guests that have the actor's verified e-mail address to the actor's account. Their orders stay as they are,
 * and the actor sees and cancels them like own orders. Returns how many guests were linked. An account has at most 100.
 */
export type ClaimGuestOrders = (
  actor: Actor,
) => Effect.Effect<{ readonly guests: number }, UnknownAccount | NoEmailAddress | EmailNotVerified | NotSupported>

export const makeClaimGuestOrders = ({
  guests,
  profiles,
}: {
  readonly guests: GuestPorts | undefined
  readonly profiles: Profiles
}): ClaimGuestOrders =>
  Effect.fnUntraced(function* ({ id: account }) {
    if (guests === undefined) return yield* new NotSupported({ ports: "guests" })
    const details = yield* profiles.find(account)
    if (details === null) return yield* new UnknownAccount({ account })
    const { email } = details.account
    if (email === null) return yield* new NoEmailAddress({ account })
    if (!details.profile.isVerified) return yield* new EmailNotVerified({ account })
    return { guests: yield* guests.guestAccounts.claim(email, account, MAX_CLAIMED_GUESTS) }
  })
