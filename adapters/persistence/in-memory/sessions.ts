import { Effect } from "effect"
import type { Session, SessionId, Sessions } from "../../../application/ports/sessions.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { newSessionId } from "../session-id.ts"
import { DELETED_PER_INSERT } from "../sign-in-retention.ts"
import type { SessionRecord } from "./identity-records.ts"
import { existing, oldest, type Store } from "./store.ts"

/** The in-memory implementation of `Sessions`. Ended sessions are deleted. */
export const inMemorySessions = (store: Store): Sessions => ({
  open: ({ account, passwordChangedAt, tokenDigest, openedAt, expiresAt, rotates = false, maxPerAccount }) =>
    Effect.sync(() => {
      existing(store.accounts, account, "account")
      if (store.sessionsByDigest.has(tokenDigest)) throw new Error("Another session has this token digest.")
      deleteExpired(store, openedAt)
      const id = newSessionId()
      const number = ++store.lastSession
      const session = {
        id,
        number,
        account,
        passwordChangedAt,
        tokenDigest,
        rotates,
        ...copyTimes({ openedAt, expiresAt }),
      }
      store.sessions.set(id, Object.freeze(session))
      store.sessionsByDigest.set(tokenDigest, id)
      if (maxPerAccount !== undefined) endOldest(store, account, maxPerAccount, openedAt)
      return id
    }),

  find: (tokenDigest, now) =>
    Effect.sync(() => {
      const id = store.sessionsByDigest.get(tokenDigest)
      return id === undefined ? null : findSession(store, id, now)
    }),

  findById: (id, now) => Effect.sync(() => findSession(store, id, now)),

  extend: (id, expiresAt) =>
    Effect.sync(() => {
      const session = store.sessions.get(id)
      if (session !== undefined) store.sessions.set(id, Object.freeze({ ...session, expiresAt: new Date(expiresAt) }))
    }),

  listOf: (account, now) =>
    Effect.sync(() =>
      [...store.sessions.values()]
        .filter((session) => session.account === account && isOpen(store, session, now))
        .sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime() || b.number - a.number)
        .map((session) => ({ id: session.id, ...copyTimes(session) })),
    ),

  end: (account, id) =>
    Effect.sync(() => {
      const session = store.sessions.get(id)
      if (session?.account !== account) return false
      endSession(store, session)
      return true
    }),
})

/** Ends the expired sessions of an account, and the oldest ones above its limit. */
const endOldest = (store: Store, account: AccountId, limit: number, now: Date): void => {
  const sessions = [...store.sessions.values()].filter((session) => session.account === account)
  const open = sessions.filter((session) => !isExpired(session, now)).toSorted((a, b) => b.number - a.number)
  for (const session of sessions.filter((session) => isExpired(session, now)).concat(open.slice(limit)))
    endSession(store, session)
}

/** Ends every session of one account. */
export const endSessionsOf = (store: Store, account: AccountId): void => {
  for (const session of [...store.sessions.values()]) if (session.account === account) endSession(store, session)
}

export const endSession = (store: Store, { id, tokenDigest }: SessionRecord): void => {
  store.sessions.delete(id)
  store.sessionsByDigest.delete(tokenDigest)
  store.rotations.delete(id)
}

/** Checks the first sessions of the map and moves open ones to its end, so that every session is checked in turn. */
const deleteExpired = (store: Store, now: Date): void => {
  for (const session of oldest(store.sessions, DELETED_PER_INSERT)) {
    if (isExpired(session, now)) endSession(store, session)
    else {
      store.sessions.delete(session.id)
      store.sessions.set(session.id, session)
    }
  }
}

export const isExpired = ({ expiresAt }: SessionRecord, now: Date): boolean => expiresAt !== null && expiresAt <= now

/** Returns whether a session has not expired and its password was not changed before it opened. */
const isOpen = (store: Store, session: SessionRecord, now: Date): boolean => {
  const { passwordChangedAt } = existing(store.accounts, session.account, "account")
  return !isExpired(session, now) && session.passwordChangedAt?.getTime() === passwordChangedAt?.getTime()
}

const findSession = (store: Store, id: SessionId, now: Date): Session | null => {
  const session = store.sessions.get(id)
  if (session === undefined || !isOpen(store, session, now)) return null
  const { account } = existing(store.accounts, session.account, "account")
  return { id, account, expiresAt: copyTimes(session).expiresAt, rotates: session.rotates }
}

/** Copies the times, because frozen objects do not protect a `Date`. */
const copyTimes = ({ openedAt, expiresAt }: Pick<SessionRecord, "openedAt" | "expiresAt">) => ({
  openedAt: new Date(openedAt),
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
})
