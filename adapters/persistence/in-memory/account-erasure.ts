import { Effect, Result } from "effect"
import type { AccountErasure } from "../../../application/ports/account-erasure.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { keepAnAdmin } from "../../../domain/account/last-admin.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { type ShopEvent, withoutPerson } from "../../../domain/event/event.ts"
import type { Order } from "../../../domain/order/order.ts"
import { removeApiKeys } from "./api-keys.ts"
import type { AccountRecord } from "./identity-records.ts"
import { endSessionsOf } from "./sessions.ts"
import { putEvent, type Store } from "./store.ts"

/** The in-memory implementation of `AccountErasure`. */
export const inMemoryAccountErasure = (store: Store): AccountErasure => ({
  erase: (id, at) =>
    Effect.suspend(() => {
      const record = store.accounts.get(id)
      if (record === undefined) return Effect.succeed(null)
      if (record.erasedAt !== null) return Effect.succeed({ picture: null })
      const decided = keepAnAdmin(activeAdmins(store), id)
      if (Result.isFailure(decided)) return Effect.fail(decided.failure)
      eraseAccount(store, record, at)
      eraseOrders(store, id)
      for (const [number, event] of store.events) store.events.set(number, Object.freeze(eventWithout(event, id)))
      putEvent(store, { _tag: "AccountErased", account: id, at: new Date(at) })
      return Effect.succeed({ picture: record.profile.picture })
    }),
})

const activeAdmins = (store: Store): ReadonlyArray<AccountId> =>
  [...store.accounts.values()].flatMap(({ account }) => (account.isAdmin && account.isActive ? [account.id] : []))

const eraseAccount = (
  store: Store,
  { account: { id, externalId }, profile, createdAt, version }: AccountRecord,
  at: Date,
): void => {
  const account = { id, username: null, email: null, phone: null, externalId: null, isAdmin: false, isActive: false }
  const times = { passwordChangedAt: new Date(at), createdAt, updatedAt: new Date(at), erasedAt: new Date(at) }
  const emptied = { profile: emptyProfile, metadata: null, passwordHash: "!" }
  const erased = { account: Object.freeze(account), ...emptied, version, ...times }
  store.accounts.set(id, Object.freeze(erased))
  if (externalId !== null) store.accountsByExternalId.delete(externalId)
  for (const [identifier, owner] of store.identifiers) if (owner === id) store.identifiers.delete(identifier)
  for (const [digest, token] of store.accountTokens) if (token.account === id) store.accountTokens.delete(digest)
  removeApiKeys(store, id)
  for (const [mail, { account }] of store.mails) if (account === id) store.mails.delete(mail)
  const guest = store.guests.get(id)
  if (guest !== undefined) store.guestsByKey.delete(guest.key)
  store.guests.delete(id)
  if (profile.picture !== null) store.notedPictures.set(profile.picture, performance.now())
  endSessionsOf(store, id)
}

const eraseOrders = (store: Store, account: AccountId): void => {
  for (const [id, order] of store.orders)
    if (order.account === account) {
      store.orders.set(id, withoutDetails(order))
      store.orderNotes.delete(id)
      const steps = store.orderSteps.get(id) ?? []
      store.orderSteps.set(id, Object.freeze(steps.map((step) => Object.freeze({ ...step, reason: "" }))))
    }
  for (const [key, { order }] of store.orderKeys) if (order.account === account) store.orderKeys.delete(key)
}

const eventWithout = (event: ShopEvent, account: AccountId): ShopEvent => {
  if (event._tag === "AccountRegistered" && event.account === account) return withoutPerson(event)
  if (event._tag === "OrderPlaced" && event.order.account === account)
    return { ...event, order: withoutDetails(event.order) }
  return event
}

const withoutDetails = (order: Order): Order => {
  const lines = order.lines.map(({ metadata: _, ...line }) => Object.freeze(line))
  return Object.freeze({ ...order, delivery: null, metadata: null, lines: Object.freeze(lines) })
}
