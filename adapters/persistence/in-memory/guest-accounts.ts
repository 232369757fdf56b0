import { Effect } from "effect"
import type { GuestAccounts } from "../../../application/ports/guest-accounts.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { emailKey } from "../../../domain/account/identifier.ts"
import { NO_PASSWORD } from "../../../domain/account/password.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `GuestAccounts`. */
export const inMemoryGuestAccounts = (store: Store): GuestAccounts => ({
  add: ({ email, profile }, key, at) =>
    Effect.sync(() => {
      const known = store.guestsByKey.get(key)
      if (known !== undefined) return known
      const id = AccountId(store.accounts.size + 1)
      const none = { username: null, phone: null, externalId: null }
      const account = Object.freeze({ id, ...none, email, isAdmin: false, isActive: true })
      const times = { createdAt: new Date(at), updatedAt: new Date(at), passwordChangedAt: null, erasedAt: null }
      const record = {
        account,
        profile: Object.freeze({ ...profile }),
        metadata: null,
        passwordHash: NO_PASSWORD,
        version: 0,
        ...times,
      }
      store.accounts.set(id, Object.freeze(record))
      store.guests.set(id, Object.freeze({ key, emailKey: emailKey(email), claimedBy: null }))
      store.guestsByKey.set(key, id)
      return id
    }),

  findByKey: (key) => Effect.sync(() => store.guestsByKey.get(key) ?? null),

  claim: (email, by, max) =>
    Effect.sync(() => {
      const key = emailKey(email)
      const free = [...store.guests].filter(([, guest]) => guest.claimedBy === null && guest.emailKey === key)
      const claimed = free.toSorted(([a], [b]) => b - a).slice(0, Math.max(0, max - guestsOf(store, by).length))
      for (const [id, guest] of claimed) store.guests.set(id, Object.freeze({ ...guest, claimedBy: by }))
      return claimed.length
    }),

  claimedBy: (account) => Effect.sync(() => guestsOf(store, account)),

  claimantOf: (guest) => Effect.sync(() => store.guests.get(guest)?.claimedBy ?? null),
})

const guestsOf = ({ guests }: Store, account: AccountId): ReadonlyArray<AccountId> =>
  [...guests].flatMap(([id, { claimedBy }]) => (claimedBy === account ? [id] : [])).toSorted((a, b) => a - b)
