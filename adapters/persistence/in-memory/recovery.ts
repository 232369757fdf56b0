import { Effect } from "effect"
import type { AccountTokens } from "../../../application/ports/account-tokens.ts"
import { MAX_POSTPONED_SECONDS, type MailQueue, QueuedMailId } from "../../../application/ports/mail-queue.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import type { TokenPurpose } from "../../../domain/account/account-token.ts"
import type { AccountRecord, AccountTokenRecord } from "./identity-records.ts"
import { endSessionsOf } from "./sessions.ts"
import { existing, personOf, type Store } from "./store.ts"

/** The in-memory implementation of `AccountTokens`. */
export const inMemoryAccountTokens = (store: Store): AccountTokens => {
  const take = (digest: string, purpose: TokenPurpose, now: Date): AccountRecord | null => {
    const token = store.accountTokens.get(digest)
    if (token === undefined || token.purpose !== purpose || !isValid(store, token, now)) return null
    store.accountTokens.delete(digest)
    return existing(store.accounts, token.account, "account")
  }
  return {
    add: ({ digest, account, purpose, expiresAt }, max, now) =>
      Effect.sync(() => {
        for (const [other, token] of store.accountTokens) if (token.expiresAt <= now) store.accountTokens.delete(other)
        const valid = [...store.accountTokens.values()].filter(
          (token) => token.account === account && token.purpose === purpose && isValid(store, token, now),
        )
        if (valid.length >= max) return false
        const record = personOf(store, account)
        if (record === undefined) return false
        const issued = { passwordChangedAt: record.passwordChangedAt, email: record.account.email }
        store.accountTokens.set(digest, Object.freeze({ account, purpose, expiresAt: new Date(expiresAt), ...issued }))
        return true
      }),

    find: (digest, purpose, now) =>
      Effect.sync(() => {
        const token = store.accountTokens.get(digest)
        return token !== undefined && token.purpose === purpose && isValid(store, token, now) ? token.account : null
      }),

    remove: (digest) => Effect.sync(() => void store.accountTokens.delete(digest)),

    removeAll: (account, purpose) => Effect.sync(() => removeTokens(store, account, purpose)),

    resetPassword: (digest, passwordHash, at) =>
      Effect.sync(() => {
        const record = take(digest, "password", at)
        if (record === null) return false
        const changed = { passwordHash, passwordChangedAt: new Date(at), updatedAt: new Date(at) }
        store.accounts.set(record.account.id, Object.freeze({ ...record, ...changed }))
        endSessionsOf(store, record.account.id)
        return true
      }),

    verifyEmail: (digest, at) =>
      Effect.sync(() => {
        const record = take(digest, "email", at)
        if (record === null) return false
        const profile = Object.freeze({ ...record.profile, isVerified: true })
        store.accounts.set(
          record.account.id,
          Object.freeze({ ...record, profile, updatedAt: new Date(at), version: record.version + 1 }),
        )
        return true
      }),
  }
}

/** Deletes the tokens of an account, of one purpose or all. */
export const removeTokens = (store: Store, account: AccountId, purpose?: TokenPurpose): void => {
  for (const [digest, token] of store.accountTokens)
    if (token.account === account && (purpose ?? token.purpose) === token.purpose) store.accountTokens.delete(digest)
}

const isValid = (store: Store, token: AccountTokenRecord, now: Date): boolean => {
  const { account, passwordChangedAt } = existing(store.accounts, token.account, "account")
  if (token.expiresAt <= now) return false
  return token.purpose === "password"
    ? token.passwordChangedAt?.getTime() === passwordChangedAt?.getTime()
    : token.email === account.email
}

/** The in-memory implementation of `MailQueue`. */
export const inMemoryMailQueue = (store: Store): MailQueue => ({
  add: ({ requestedAt, ...request }) =>
    Effect.sync(() => {
      const id = QueuedMailId(++store.lastMail)
      store.mails.set(id, {
        ...request,
        id,
        requestedAt: new Date(requestedAt),
        attempts: 0,
        dueAt: requestedAt.getTime(),
      })
    }),

  take: (now, seconds) =>
    Effect.sync(() => {
      const latest = now.getTime() + MAX_POSTPONED_SECONDS * 1000
      const [due] = [...store.mails.values()]
        .filter(({ dueAt }) => dueAt <= now.getTime() || dueAt > latest)
        .toSorted((a, b) => a.dueAt - b.dueAt || a.id - b.id)
      if (due === undefined) return null
      const taken = { ...due, attempts: due.attempts + 1, dueAt: now.getTime() + seconds * 1000 }
      store.mails.set(due.id, taken)
      const { dueAt: _, requestedAt, ...mail } = taken
      return { ...mail, requestedAt: new Date(requestedAt) }
    }),

  remove: (id) => Effect.sync(() => void store.mails.delete(id)),

  postpone: (id, until) =>
    Effect.sync(() => {
      const mail = store.mails.get(id)
      if (mail !== undefined) store.mails.set(id, { ...mail, dueAt: until.getTime() })
    }),
})
